import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFile } from "../support/files.ts";
import { DELIVERED, deliveries, numberIn, places } from "../support/following.ts";
import { command } from "../support/run.ts";

const WRITING = "another process is writing to it";

/** A clock that shows half a minute more whenever it is looked at. */
function hurrying(): () => number {
  let now = 0;
  return () => (now += 30_000);
}

/** Somebody who writes to a database. */
function lock(db: string): { release(): void } {
  const other = openDatabase(db);
  other.exec("BEGIN IMMEDIATE");
  return {
    release() {
      other.exec("ROLLBACK");
      other.close();
    },
  };
}

describe("a database that another process writes to when a command begins", () => {
  test("is waited for, and then the log is read", async () => {
    const { db } = places();
    const log = temporaryFile("mail.log", deliveries(0, 10));
    const other = lock(db);
    let looks = 0;
    const now = (): number => {
      looks++;
      if (looks === 2) other.release();
      return 0;
    };
    const { exitCode, stderr } = await command(["ingest", "--tz", "UTC", "--db", db, log], { now });
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringContaining(`waiting for ${db}: ${WRITING}\n`),
    ]);
    expect(numberIn(db, DELIVERED)).toBe(10);
  });

  test.each(["ingest", "follow"])("is not waited for longer than a minute by %s", async (name) => {
    const { db } = places();
    const log = temporaryFile("mail.log", deliveries(0, 10));
    const other = lock(db);
    const answer = await command([name, "-q", "--db", db, log], { now: hurrying() });
    other.release();
    expect(answer).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `smtp-analyze: cannot use the database ${db}: ${WRITING}\nhint: wait until that run has ended and run again; nothing was counted twice\n`,
    });
  });

  test("is not waited for by who is told to stop", async () => {
    const { db } = places();
    const log = temporaryFile("mail.log", deliveries(0, 10));
    const other = lock(db);
    const signal = AbortSignal.abort();
    const answer = await command(["ingest", "-q", "--db", db, log], { now: Date.now, signal });
    other.release();
    expect(answer).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(WRITING) });
  });
});
