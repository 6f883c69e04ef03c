import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase, openReadOnly } from "../../src/store/open.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { ended, start } from "../support/process.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const REPLIES = "SELECT coalesce(sum(replies), 0) FROM deferral WHERE code = 421";

function replies(path: string): number {
  try {
    const db = openReadOnly(path);
    const count = db.prepare<[], number>(REPLIES).pluck().get() ?? 0;
    db.close();
    return count;
  } catch {
    return 0;
  }
}

/** Waits until the database shows so many replies; the test's own time limit ends a wait in vain. */
async function until(path: string, count: number): Promise<void> {
  while (replies(path) < count) await pause(20);
}

describe("a pipe that stays open", () => {
  test("shows a 421 in the database while it is open, and SIGTERM keeps what came after", async () => {
    const db = join(temporaryFolder(), "result.db");
    const child = start(["--db", db, "--tz", "UTC"]);
    const end = ended(child);
    child.stdin?.write(SAMPLE_LOG);
    await until(db, 4);
    child.stdin?.write(SAMPLE_LOG.replaceAll(" 00:", " 05:"));
    await pause(50);
    child.kill("SIGTERM");
    expect(await end).toMatchObject({ exitCode: 0, signal: null });
    expect((await end).stderr).toContain("30 lines · 22 understood · 2 not understood · 8 × 421");
    expect(replies(db)).toBe(8);
  });

  test("SIGINT before the first line ends at once", async () => {
    const child = start(["--db", join(temporaryFolder(), "result.db")]);
    const end = ended(child);
    const waiting = setInterval(() => child.kill("SIGINT"), 200);
    onTestFinished(() => clearInterval(waiting));
    const { stderr } = await end;
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/u);
  });
});

test("a reader that goes away is no error", async () => {
  const db = join(temporaryFolder(), "result.db");
  await command(["ingest", "-q", "--db", db, "--tz", "UTC", temporaryFile("mail.log", SAMPLE_LOG)]);
  const many =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i, 'x' FROM n";
  const child = start(["sql", "--db", db, "--format", "csv", many]);
  const end = ended(child);
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await end).toEqual({ exitCode: 0, signal: null, stderr: "" });
});

test("stdin from a file is that file: read again it adds nothing", async () => {
  const folder = temporaryFolder();
  const [db, log] = [join(folder, "result.db"), join(folder, "mail.log")];
  writeFileSync(log, SAMPLE_LOG);
  const script = `"$0" --import tsx cli/main.ts --db "${db}" --tz UTC < "${log}"`;
  for (const _ of [1, 2]) execFileSync("sh", ["-c", script, process.execPath], { stdio: "pipe" });
  await command(["ingest", "--db", db, "--tz", "UTC", log]);
  expect(replies(db)).toBe(4);
});

test("a process substitution is read like a pipe", () => {
  const db = join(temporaryFolder(), "result.db");
  const log = temporaryFile("mail.log", SAMPLE_LOG);
  const script = `"$0" --import tsx cli/main.ts --db "${db}" --tz UTC <(cat "${log}")`;
  execFileSync("bash", ["-c", script, process.execPath], { stdio: "pipe" });
  expect(replies(db)).toBe(4);
});

test("a line of 100 MB costs one issue, not the memory", async () => {
  const folder = temporaryFolder();
  const [db, log] = [join(folder, "result.db"), join(folder, "mail.log")];
  writeFileSync(log, "");
  truncateSync(log, 100_000_000);
  writeFileSync(log, `\n${SAMPLE_LOG}`, { flag: "a" });
  const child = start(["--db", db, "--tz", "UTC", log]);
  const answer = await ended(child);
  expect(answer).toMatchObject({ exitCode: 0 });
  expect(answer.stderr).toContain("16 lines · 11 understood · 2 not understood · 4 × 421");
  const issues = await command([
    "sql",
    "--db",
    db,
    "--format",
    "csv",
    "SELECT code, lines FROM issue ORDER BY code",
  ]);
  expect(issues.stdout).toBe(
    "code,lines\r\nbinary-line,1\r\nline-too-long,1\r\nunknown-record,1\r\n",
  );
});

/** A file system of 1 MB, or null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "pipe" });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return folder;
}

test("a full disk ends the run with a sentence, and the next run goes on where it stopped", async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip("this user may not mount a small disk");
  const db = join(disk, "result.db");
  const log = join(temporaryFolder(), "mail.log");
  writeFileSync(log, SAMPLE_LOG);
  expect((await command(["ingest", "--db", db, "--tz", "UTC", log])).exitCode).toBe(0);
  const stamps = Array.from({ length: 3000 }, (_, at) => {
    const stamp = new Date(Date.UTC(2026, 10, 1) + at * 540_000).toISOString();
    return `Nov ${String(Number(stamp.slice(8, 10))).padStart(2)} ${stamp.slice(11, 15)}`;
  });
  const more = stamps.map((stamp) => SAMPLE_LOG.replaceAll(/Nov \d+ \d\d:\d/gu, stamp));
  writeFileSync(log, more.join(""), { flag: "a" });
  const full = await command(["ingest", "--db", db, "--tz", "UTC", log]);
  expect(full.exitCode).toBe(1);
  expect(full.stderr).toMatch(
    /cannot use the database .*: the disk (is full|reports an error, or is full)\nhint: free some space/u,
  );
  expect(replies(db)).toBeGreaterThanOrEqual(4);

  const roomy = join(temporaryFolder(), "result.db");
  for (const part of ["", "-wal"]) {
    if (existsSync(db + part)) copyFileSync(db + part, roomy + part);
  }
  expect((await command(["ingest", "--db", roomy, "--tz", "UTC", log])).exitCode).toBe(0);
  const whole = join(temporaryFolder(), "whole.db");
  await command(["ingest", "--db", whole, "--tz", "UTC", log]);
  expect(replies(roomy)).toBe(replies(whole));
  return undefined;
});

test("a read-only folder is named", async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip("this user may not mount a disk");
  execFileSync("mount", ["-o", "remount,ro", disk]);
  const db = join(disk, "result.db");
  const answer = await command(["ingest", "--db", db, temporaryFile("mail.log", SAMPLE_LOG)]);
  expect(answer).toMatchObject({ exitCode: 1, stdout: "" });
  expect(answer.stderr).toContain(
    `cannot use the database ${db}: the file system is read-only\nhint: choose a writable place`,
  );
  return undefined;
});

test("a file and a folder without permission are named, and the user's way out", async () => {
  const folder = temporaryFolder();
  const [log, locked] = [join(folder, "mail.log"), join(folder, "locked")];
  writeFileSync(log, SAMPLE_LOG, { mode: 0o200 });
  mkdirSync(locked, { mode: 0o500 });
  const open = join(folder, "open");
  mkdirSync(open);
  for (const [path, mode] of [
    [folder, 0o777],
    [open, 0o777],
    [log, 0o200],
    [locked, 0o500],
  ] as const)
    chmodSync(path, mode);
  const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const unread = await ended(start(["--db", join(open, "x.db"), log], somebody));
  expect(unread).toMatchObject({ exitCode: 1 });
  expect(unread.stderr).toContain(
    `cannot read ${log}: permission denied\nhint: logs are often readable by group adm only`,
  );
  const unwritten = await ended(start(["--db", join(locked, "x.db"), "/dev/null"], somebody));
  expect(unwritten).toMatchObject({ exitCode: 1 });
  expect(unwritten.stderr).toContain(
    `cannot use the database ${join(locked, "x.db")}: permission denied\nhint: choose a writable place`,
  );
});

test.each([
  ["a folder that it may not enter", 0o600, 0o644, "cannot use the database DB: permission denied"],
  ["a file that it may not read", 0o777, 0o200, "cannot read the database DB: permission denied"],
  [
    "a folder that it may not write to",
    0o555,
    0o644,
    "cannot read the database DB: this user may not write to FOLDER",
  ],
])("a user who reads a database is told of %s", async (_, folderMode, mode, message) => {
  const outer = temporaryFolder();
  const folder = join(outer, "kept");
  mkdirSync(folder);
  const db = join(folder, "result.db");
  openDatabase(db).close();
  chmodSync(outer, 0o755);
  chmodSync(db, mode);
  chmodSync(folder, folderMode);
  onTestFinished(() => chmodSync(folder, 0o700));
  const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { stderr, exitCode } = await ended(start(["status", "--db", db], somebody));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^smtp-analyze: .*\nhint: .*\n$/u);
  expect(stderr).toContain(message.replace("DB", db).replace("FOLDER", folder));
});
