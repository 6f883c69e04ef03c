import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DoctorAnswer } from "../../reports/model-doctor.ts";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { type Answer, command } from "../support/run.ts";

/** One delivery. `at` is what stands before the host: `Nov 21 11:59:10`. */
function line(at: string): string {
  return `${at} mx1 postfix/smtp[11]: 4ABC1D: to=<a@example.net>, relay=mx.example.net[192.0.2.5]:25, delay=2, delays=0/0/0/2, dsn=2.0.0, status=sent (250 ok)\n`;
}

/** A line every ten minutes of these hours of a day of November. */
function hours(day: number, from: number, until: number): string {
  const lines: string[] = [];
  for (let minute = from * 60; minute < until * 60; minute += 10) {
    const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    lines.push(line(`Nov ${String(day)} ${clock}:10`));
  }
  return lines.join("");
}

/** Reads logs, one file each, and asks the doctor at noon of 21 November. */
async function examine(logs: readonly string[], ...flags: readonly string[]): Promise<Answer> {
  const db = join(temporaryFolder(), "result.db");
  const names = logs.map((log, index) => temporaryFile(`mail.${index}.log`, log));
  const read = await command(["ingest", "--db", db, "--year", "2026", "--tz", "UTC", ...names]);
  expect(read.exitCode).toBe(0);
  return command(["doctor", "--db", db, "--tz", "UTC", ...flags]);
}

async function documentOf(logs: readonly string[], ...flags: string[]): Promise<DoctorAnswer> {
  const { stdout } = await examine(logs, "--format", "json", ...flags);
  return JSON.parse(stdout) as DoctorAnswer;
}

/** What is not ok. Whether compact has work to do hangs on the age of the logs, and has a test of its own. */
function notOk({ checks }: DoctorAnswer): readonly (readonly [string, string])[] {
  return checks.flatMap(({ name, state }) =>
    state === "ok" || name === "compaction" ? [] : [[name, state] as const],
  );
}

describe("doctor", () => {
  test("of a log that was read whole finds nothing wrong and exits with 0", async () => {
    const { stdout, exitCode } = await examine([hours(21, 6, 12)], "--full");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("● coverage     1 source, 36 lines");
    expect(stdout).toContain("● gaps         none");
    expect(stdout).toContain("every page checked");
    expect(stdout).toMatch(/\nattempt +36 +36\n/u);
  });

  test("names every source whole, however little room its numbers leave", async () => {
    const { stdout } = await examine([hours(20, 0, 24), hours(21, 0, 12)]);
    expect(stdout).toMatch(/^\/\S+\/mail\.0\.log$\n +20 Nov 00:00 +20 Nov 23:50 +144 +0 +0 %$/mu);
    expect(stdout).toMatch(/^\/\S+\/mail\.1\.log$\n +21 Nov 00:00 +21 Nov 11:50 +72 +0 +0 %$/mu);
  });

  test("calls no line up to date where none has a stamp", async () => {
    const { stdout } = await examine(["no log\n"]);
    expect(stdout).toContain("● newest line  none\n");
  });

  test("names the stretch that no log covers, and what to do", async () => {
    const { stdout, exitCode } = await examine([
      hours(20, 0, 4),
      hours(20, 9, 24),
      hours(21, 0, 12),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "■ gaps         1 gap in the log, the newest 20 Nov 04:00 – 20 Nov 09:00 (no log)",
    );
    expect(stdout).toContain("→ read the rotated logs of those times too");
    expect(stdout).toMatch(/Fri 20 Nov 2026, 04:00 +Fri 20 Nov 2026, 09:00 +no log/u);
  });

  test("says which stamps lie in the future", async () => {
    const answer = await documentOf([hours(21, 6, 15)]);
    expect(notOk(answer)).toEqual([["clock", "wrong"]]);
    expect(answer.checks.find(({ name }) => name === "clock")?.text).toMatch(
      /mail\.0\.log has stamps in the future, up to Sat 21 Nov 2026, 14:50, 2 h 5\d ahead$/u,
    );
  });

  test("leaves a clock that is four minutes ahead alone", async () => {
    const answer = await documentOf([hours(21, 6, 12) + line("Nov 21 12:04:00")]);
    expect(notOk(answer)).toEqual([]);
  });

  test("tells a leap within one file from two files far apart", async () => {
    const apart = await documentOf([hours(1, 0, 24), hours(21, 0, 12)]);
    expect(notOk(apart)).toEqual([["gaps", "wrong"]]);
    const leap = await documentOf([hours(1, 0, 24) + hours(21, 0, 12)]);
    expect(notOk(leap)).toEqual([
      ["gaps", "wrong"],
      ["time jumps", "wrong"],
    ]);
    expect(leap.jumps).toMatchObject([
      { from: "2026-11-01T23:50:10Z", until: "2026-11-21T00:00:10Z" },
    ]);
  });

  test("counts delivery lines that it cannot read, source by source", async () => {
    const strange =
      "Nov 21 11:00:00 mx1 postfix/smtp[11]: 4ABC1D: to=<a@example.net>, status=sent\n";
    const answer = await documentOf([hours(21, 6, 12), hours(21, 7, 8) + strange]);
    expect(notOk(answer)).toEqual([["formats", "wrong"]]);
    expect(
      answer.sources.map(({ understood, notUnderstood }) => [understood, notUnderstood]),
    ).toEqual([
      [6, 1],
      [36, 0],
    ]);
  });

  test("of an old archive says how old it is, which is not wrong", async () => {
    const answer = await documentOf([hours(1, 0, 24), hours(2, 0, 24)]);
    expect(notOk(answer)).toEqual([["newest line", "note"]]);
    expect(answer.state).toBe("ok");
  });
});

test("doctor says how many rows compact would save, and after it that there is nothing to save", async () => {
  const db = join(temporaryFolder(), "result.db");
  const logs = [1, 2].map((day) => temporaryFile("mail.log", hours(day, 0, 24)));
  logs.push(temporaryFile("mail.log", hours(20, 0, 24)));
  await command(["ingest", "--db", db, "--year", "2026", "--tz", "UTC", ...logs]);
  const ask = () => command(["doctor", "--db", db, "--tz", "UTC", "--full"]);
  expect((await ask()).stdout).toContain("compact would save 240 rows of 432");
  await command(["compact", "--db", db]);
  expect((await ask()).stdout).toContain("● compaction");
});

test("doctor finds a damaged page with --full", async () => {
  const db = join(temporaryFolder(), "result.db");
  const file = openDatabase(db);
  file.exec("CREATE TABLE _other (id INTEGER PRIMARY KEY, name TEXT) STRICT");
  for (let id = 0; id < 1000; id++)
    file.prepare("INSERT INTO _other (name) VALUES (?)").run("x".repeat(100));
  const page = file.prepare("SELECT max(pageno) FROM dbstat WHERE name = '_other'").pluck().get();
  file.close();
  const content = readFileSync(db);
  content.fill(0xff, (Number(page) - 1) * 4096, Number(page) * 4096);
  writeFileSync(db, content);
  const { stdout, exitCode } = await command(["doctor", "--db", db, "--tz", "UTC", "--full"]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("■ database     the file is damaged: ");
  expect(stdout).toContain("→ restore it from a backup");
});

test("doctor of an empty database says to read a log", async () => {
  const db = join(temporaryFolder(), "empty.db");
  openDatabase(db).close();
  const { stdout, exitCode } = await command(["doctor", "--db", db]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("■ coverage     no stamped line was read");
  expect(stdout).toContain("smtp-analyze ingest /var/log/mail.log");
});

test("doctor of a file of something else names it and exits with 1", async () => {
  const db = temporaryFile("other.db", "not a database at all, but long enough to look at");
  const { stderr, exitCode } = await command(["doctor", "--db", db]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`cannot use the database ${db}: it is not a SQLite file`);
});
