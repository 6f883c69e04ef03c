import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openDatabase, openReadOnly } from "../../src/store/open.ts";
import { numbers } from "../support/content.ts";
import { temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { ended, start } from "../support/process.ts";
import { command } from "../support/run.ts";

/** The sample log lies on one night; two counts a minute apart, a hundred days before it. */
async function withOldCounts(): Promise<string> {
  const { db: path } = await ingested();
  const db = openDatabase(path);
  db.exec(
    `INSERT INTO _attempt (bucket, bucket_seconds, writer_id, remote_id, delivered)
     SELECT first - first % 86400 - 100 * 86400 + m.value, 60, writer_id, remote_id, 5
     FROM (SELECT min(bucket) AS first, writer_id, remote_id FROM _attempt) JOIN json_each('[0, 60]') AS m`,
  );
  db.close();
  return path;
}

const SUMS = "SELECT sum(attempts), count(*) FROM attempt";

function attempts(path: string): unknown {
  const db = openReadOnly(path);
  const found = numbers(db, SUMS);
  db.close();
  return found;
}

describe("compact", () => {
  test("prints rows and size before and after", async () => {
    const path = await withOldCounts();
    const [sum, count] = attempts(path) as [number, number];
    const { exitCode, stdout, stderr } = await command(["compact", "--db", path]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").map((line) => line.trim().split(/ {2,}/u))).toEqual([
      ["before", "after"],
      ["rows of attempt", String(count), String(count - 1)],
      ["rows of deferral", expect.any(String), expect.any(String)],
      ["rows of inbound_refusal", "0", "0"],
      ["rows of sender", "0", "0"],
      ["size of the file", expect.stringMatching(/ KB$/u), expect.stringMatching(/ KB$/u)],
      ["free for new counts", expect.any(String), expect.any(String)],
      [""],
    ]);
    expect(attempts(path)).toEqual([sum, count - 1]);
  });

  test("changes nothing in a dry run, and says the same", async () => {
    const path = await withOldCounts();
    const before = attempts(path);
    const run = async (...flags: string[]) =>
      JSON.parse(
        (await command(["compact", "--db", path, "--format", "json", ...flags])).stdout,
      ) as { dryRun: boolean; before: { rows: object }; after: { rows: object } };
    const tried = await run("--dry-run");
    expect(attempts(path)).toEqual(before);
    const done = await run();
    expect([tried.dryRun, done.dryRun]).toEqual([true, false]);
    expect([tried.before.rows, tried.after.rows]).toEqual([done.before.rows, done.after.rows]);
    expect(done).toMatchObject({ schema: "smtp-analyze/compact/1", done: true });
  });

  test("gives space back only when asked to", async () => {
    const path = await withOldCounts();
    const db = openDatabase(path);
    db.exec(
      "CREATE TABLE _ballast (x TEXT) STRICT; INSERT INTO _ballast VALUES (printf('%0*d', 400000, 0)); DROP TABLE _ballast",
    );
    db.close();
    type Sizes = { bytes: number; freeBytes: number };
    const run = async (...flags: string[]) =>
      JSON.parse(
        (await command(["compact", "--db", path, "--format", "json", ...flags])).stdout,
      ) as { before: Sizes; after: Sizes };
    const kept = await run();
    expect(kept.after.bytes).toBe(kept.before.bytes);
    const smaller = await run("--vacuum");
    expect(smaller.after.freeBytes).toBe(0);
    expect(smaller.after.bytes).toBeLessThan(kept.after.bytes - 300_000);
  });

  test("stopped by a signal says so, keeps the sums and fails", async () => {
    const path = await withOldCounts();
    const [sum] = attempts(path) as [number, number];
    const signal = AbortSignal.abort();
    const { exitCode, stdout } = await command(["compact", "--db", path], { signal });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("stopped; what is done is kept, and the next run goes on");
    expect((attempts(path) as number[])[0]).toBe(sum);
  });

  test.each([
    [["--minutes-for", "soon"], "--minutes-for soon is not a length of time"],
    [["--dry-run", "--vacuum"], "--vacuum changes the file, and --dry-run changes nothing"],
  ])("does not understand %j", async (flags, message) => {
    const path = await withOldCounts();
    const { exitCode, stderr } = await command(["compact", "--db", path, ...flags]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test("makes no database", async () => {
    const path = `${temporaryFolder()}/none.db`;
    expect((await command(["compact", "--db", path])).exitCode).toBe(1);
    expect(existsSync(path)).toBe(false);
  });
});

test("report --compact compacts before it draws", async () => {
  const path = await withOldCounts();
  const [sum, count] = attempts(path) as [number, number];
  const { exitCode, stdout } = await command(["report", "--compact", "--db", path]);
  expect(exitCode).toBe(0);
  expect(stdout).not.toBe("");
  expect(attempts(path)).toEqual([sum, count - 1]);
});

/** A month of minutes to roll up, so that a run takes long enough to be hit in the middle. */
test("killed while it runs, it loses and doubles nothing", async () => {
  const { db: path } = await ingested();
  const db = openDatabase(path);
  db.exec(
    `WITH RECURSIVE minute (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM minute WHERE i < 40000)
     INSERT INTO _attempt (bucket, bucket_seconds, writer_id, remote_id, delivered)
     SELECT 1700000000 - 1700000000 % 86400 + i * 60, 60, 1, 1, 1 FROM minute`,
  );
  db.close();
  const [sum] = attempts(path) as [number, number];
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    const child = start(["compact", "--db", path]);
    const end = ended(child);
    const before = (attempts(path) as number[])[1] ?? 0;
    const hit = setInterval(() => {
      if (((attempts(path) as number[])[1] ?? 0) < before) child.kill(signal);
    }, 5);
    await end;
    clearInterval(hit);
    expect((attempts(path) as number[])[0]).toBe(sum);
  }
  expect((await command(["compact", "--db", path])).exitCode).toBe(0);
  expect((attempts(path) as number[])[0]).toBe(sum);
});
