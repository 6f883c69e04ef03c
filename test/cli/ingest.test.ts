import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { numberIn } from "../support/following.ts";
import { ingested } from "../support/ingested.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { NOW } from "../support/walk.ts";

describe("ingest", () => {
  test("is the default command, and ends with one line", async () => {
    const db = join(temporaryFolder(), "result.db");
    const log = temporaryFile("mail.log", SAMPLE_LOG);
    const answer = await command([log, "--db", db, "--tz", "UTC"]);
    expect(answer).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `15 lines · 11 understood · 1 not understood · 4 × 421 · 0.0 s · ${db}\nhint: see what was not understood: smtp-analyze sql "SELECT * FROM unread_sample"\n`,
    });
  });

  test("reads stdin when it is piped, the database from the environment", async () => {
    const db = join(temporaryFolder(), "result.db");
    const answer = await command(["--tz", "UTC"], {
      stdin: SAMPLE_LOG,
      env: { SMTP_ANALYZE_DB: db },
    });
    expect(answer.stderr).toContain("15 lines · 11 understood");
    const top = await command(["top", "--db", db, "--format", "csv"]);
    expect(top.stdout).toContain("google,2,1,");
  });

  test("prints help on a terminal without arguments instead of waiting", async () => {
    const answer = await command([], { isTerminal: true });
    expect(answer.exitCode).toBe(0);
    expect(answer.stdout).toContain("Usage: smtp-analyze");
  });

  test("says so when there is nothing new, and when nothing tells of outgoing mail", async () => {
    const { db, log } = await ingested();
    const again = await command(["ingest", "--db", db, "--year", "2026", "--tz", "UTC", log]);
    expect(again.stderr).toContain("0 lines · 0 understood · 0 not understood · 0 × 421");
    expect(again.stderr).toContain("hint: nothing new to read");
    const other = temporaryFile("kern.log", "Nov 20 10:15:07 mx1 kernel: [1.0] eth0: link up\n");
    expect((await command(["ingest", "--db", db, other])).stderr).toContain(
      "hint: not one line tells of outgoing mail",
    );
  });

  test.each([
    ["users", "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n"],
    ["visits", '192.0.2.1 - - [20/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 421 9\n'],
  ])("asks whether a file of %s is the right one", async (_, text) => {
    const db = join(temporaryFolder(), "result.db");
    const { stderr } = await command(["ingest", "--db", db, temporaryFile("file", text)]);
    expect(stderr).toContain("hint: not one line begins like one of a log");
  });

  test("says that nothing came through an empty pipe, and what to write", async () => {
    const db = join(temporaryFolder(), "result.db");
    const { stderr, exitCode } = await command(["--db", db]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      "hint: nothing came through stdin; a log is read by its name: smtp-analyze ingest /var/log/mail.log\n",
    );
  });

  test("is silent with --quiet", async () => {
    const db = join(temporaryFolder(), "result.db");
    const answer = await command([
      "ingest",
      "-q",
      "--db",
      db,
      temporaryFile("mail.log", SAMPLE_LOG),
    ]);
    expect(answer).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });
});

test("stopping in the middle keeps what was read", async () => {
  const stop = new AbortController();
  /** The clock is looked at some times before the first block is read, and behind each block. */
  let looks = 0;
  const now = (): number => {
    if (++looks === 8) stop.abort();
    return NOW;
  };
  const db = join(temporaryFolder(), "result.db");
  const log = temporaryFile("mail.log", SAMPLE_LOG.repeat(3000));
  const read = ["ingest", "--db", db, "--tz", "UTC", log];
  const first = await command(read, { signal: stop.signal, now });
  expect(first.exitCode).toBe(0);
  expect(first.stderr).toContain(
    "hint: stopped before the end of the logs; what was counted is kept",
  );
  const kept = numberIn(db, "SELECT sum(lines) FROM coverage");
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(45_000);
  const rest = await command(read);
  expect(rest.exitCode).toBe(0);
  expect(numberIn(db, "SELECT sum(lines) FROM coverage")).toBe(45_000);
  expect(numberIn(db, "SELECT sum(understood) FROM coverage")).toBe(33_000);
});
