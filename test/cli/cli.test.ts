import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

/** A folder with the sample log read into a database. */
async function ingested(): Promise<{ readonly db: string; readonly log: string }> {
  const db = join(temporaryFolder(), "result.db");
  const log = temporaryFile("mail.log", SAMPLE_LOG);
  const answer = await command(["ingest", "--db", db, "--year", "2026", "--tz", "UTC", log]);
  expect(answer.exitCode).toBe(0);
  return { db, log };
}

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

describe("bad input", () => {
  const missing = "/nonexistent/mail.log";
  test.each([
    ["a missing file", () => missing, "no such file"],
    ["a folder", () => temporaryFolder(), "it is a directory"],
    [
      "a compressed file",
      () => temporaryFile("mail.log.2.gz", Buffer.from([0x1f, 0x8b, 8, 0])),
      "it is gzip-compressed",
    ],
  ])(
    "%s gets a sentence, a hint and exit code 1; the other files are read",
    async (_, make, cause) => {
      const db = join(temporaryFolder(), "result.db");
      const bad = make();
      const answer = await command([
        "ingest",
        "--db",
        db,
        "--tz",
        "UTC",
        bad,
        temporaryFile("mail.log", SAMPLE_LOG),
      ]);
      expect(answer.exitCode).toBe(1);
      expect(answer.stderr).toContain(`smtp-analyze: cannot read ${bad}: ${cause}\nhint: `);
      expect(answer.stderr).toContain("15 lines · 11 understood");
    },
  );

  test.each([
    ["an empty file", Buffer.alloc(0), "0 lines · 0 understood · 0 not understood"],
    [
      "binary junk",
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37 + 5) % 256)),
      "0 understood · 16 not understood",
    ],
    [
      "NUL bytes",
      Buffer.from(`\0\0\0\n${SAMPLE_LOG}`),
      "16 lines · 11 understood · 2 not understood",
    ],
    [
      "invalid UTF-8",
      Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(SAMPLE_LOG)]),
      "16 lines · 11 understood · 2 not understood",
    ],
    [
      "an endless line",
      Buffer.from(`${"x".repeat(3_000_000)}\n${SAMPLE_LOG}`),
      "16 lines · 11 understood · 2 not understood",
    ],
  ])("%s is counted, not fatal", async (_, content, expected) => {
    const db = join(temporaryFolder(), "result.db");
    const answer = await command([
      "ingest",
      "--db",
      db,
      "--tz",
      "UTC",
      temporaryFile("mail.log", content),
    ]);
    expect(answer.exitCode).toBe(0);
    expect(answer.stderr).toContain(expected);
  });

  test.each([
    [
      "not SQLite",
      () => temporaryFile("x.db", "this is no database, whatever its name says\n".repeat(50)),
      "it is not a SQLite file",
    ],
    [
      "in a folder that does not exist",
      () => join(temporaryFolder(), "none", "x.db"),
      "its folder does not exist",
    ],
    ["a folder", () => temporaryFolder(), "it"],
  ])("a database that is %s", async (_, make, cause) => {
    const db = make();
    const answer = await command(["ingest", "--db", db, temporaryFile("mail.log", SAMPLE_LOG)]);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain(`smtp-analyze: cannot use the database ${db}: ${cause}`);
    expect(answer.stderr).toContain("hint: ");
  });

  test("a database of another program is left alone", async () => {
    const path = join(temporaryFolder(), "x.db");
    const db = openDatabase(path);
    db.pragma("application_id = 7");
    db.close();
    const answer = await command(["ingest", "--db", path, temporaryFile("mail.log", SAMPLE_LOG)]);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain("another program made it");
  });

  test.each([["ingest"], ["report"], ["top"]])(
    "a newer database is refused by %s",
    async (name) => {
      const path = join(temporaryFolder(), "x.db");
      const db = openDatabase(path);
      db.pragma("user_version = 99");
      db.close();
      const files = name === "ingest" ? [temporaryFile("mail.log", SAMPLE_LOG)] : [];
      const answer = await command([name, "--db", path, ...files]);
      expect(answer.exitCode).toBe(1);
      expect(answer.stderr).toMatch(
        /a newer smtp-analyze made it \(schema 99, this program knows \d+\)\nhint: upgrade/u,
      );
    },
  );

  test.each([["report"], ["top"]])("%s without a database says how to make one", async (name) => {
    const answer = await command([name, "--db", "/nonexistent/x.db"]);
    expect(answer).toMatchObject({ exitCode: 1, stdout: "" });
    expect(answer.stderr).toContain("no database at /nonexistent/x.db\nhint: read a log first");
  });

  test.skipIf(process.getuid?.() === 0)("a file and a folder without permission", async () => {
    const log = temporaryFile("mail.log", SAMPLE_LOG);
    chmodSync(log, 0);
    const folder = join(temporaryFolder(), "locked");
    mkdirSync(folder, { mode: 0o500 });
    const answer = await command(["ingest", "--db", join(temporaryFolder(), "x.db"), log]);
    expect(answer.stderr).toContain(`cannot read ${log}: permission denied`);
    const locked = await command(["ingest", "--db", join(folder, "x.db"), log]);
    expect(locked.stderr).toContain("permission denied");
    expect([answer.exitCode, locked.exitCode]).toEqual([1, 1]);
  });
});

describe("wrong usage", () => {
  test.each([
    [["top", "--by", "moon"], "Allowed choices are"],
    [["top", "--byy", "host"], "Did you mean --by?"],
    [["top", "--limit", "none"], "--limit none is not a number of rows"],
    [["top", "--since", "soon"], "--since soon is not a time"],
    [["top", "--since", "2026-13-40"], "--since 2026-13-40 is not a time"],
    [["top", "--since", "1h", "--until", "2h"], "--since 1h is not before --until 2h"],
    [["top", "--codes", "42"], "42 is not a reply code"],
    [["top", "--tz", "Mars"], "unknown time zone Mars"],
    [["top", "--codes", "421", "--all-throttling"], "cannot be used with"],
    [["ingest", "--year", "26", "x"], "--year 26 is not a year"],
    [["ingest", "--tz", "Mars", "x"], "unknown time zone Mars"],
    [["sql"], "missing required argument"],
  ])("%j exits with 2", async (argv, message) => {
    const answer = await command(argv, {
      env: { SMTP_ANALYZE_DB: join(temporaryFolder(), "x.db") },
    });
    expect(answer.stderr).toContain(message);
    expect(answer.exitCode).toBe(2);
  });
});

describe("reading commands", () => {
  test("report writes HTML, text and JSON", async () => {
    const { db } = await ingested();
    const out = join(temporaryFolder(), "report.html");
    const page = await command(["report", "--db", db, "--tz", "UTC", "--out", out]);
    expect(page).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toMatch(/^<!doctype html>/iu);
    expect((await command(["report", "--db", db, "--tz", "UTC"])).stdout).toContain("Google");
    const json = await command(["report", "--db", db, "--format", "json", "--tz", "UTC"]);
    expect(JSON.parse(json.stdout)).toHaveProperty("schema");
  });

  test("report names the file it cannot write", async () => {
    const { db } = await ingested();
    const answer = await command(["report", "--db", db, "--out", "/nonexistent/report.html"]);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain(
      "cannot write /nonexistent/report.html: no such file or directory",
    );
    expect(existsSync("/nonexistent")).toBe(false);
  });

  test("sql prints rows in four formats and cannot write", async () => {
    const { db } = await ingested();
    const ask = (statement: string, format: string) =>
      command(["sql", "--db", db, "--format", format, statement]);
    const statement = "SELECT provider, recipients FROM throttle_by_provider";
    expect((await ask(statement, "text")).stdout).toBe(
      "provider  recipients\ngoogle             2\nyahoo              1\n(2 rows)\n",
    );
    expect((await ask(statement, "csv")).stdout).toBe(
      "provider,recipients\r\ngoogle,2\r\nyahoo,1\r\n",
    );
    expect((await ask(statement, "jsonl")).stdout).toBe(
      '{"provider":"google","recipients":2}\n{"provider":"yahoo","recipients":1}\n',
    );
    expect(JSON.parse((await ask(statement, "json")).stdout)).toMatchObject({
      columns: ["provider", "recipients"],
    });
    expect((await ask("DELETE FROM _reply", "text")).stderr).toContain("sql only reads");
    expect((await ask("INSERT INTO _reply DEFAULT VALUES RETURNING id", "text")).stderr).toContain(
      "readonly database",
    );
    expect((await ask("SELECT * FROM moon", "text")).stderr).toContain("no such table: moon");
  });

  test.each([[[]], [["ingest"]], [["report"]], [["top"]], [["sql"]]])(
    "%j --help ends with examples",
    async (argv) => {
      const answer = await command([...argv, "--help"]);
      expect(answer.exitCode).toBe(0);
      expect(answer.stdout).toMatch(/\nExamples:\n {2}.*smtp-analyze/u);
    },
  );

  test("--version prints the version of package.json", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await command(["--version"])).toEqual({
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });

  test("remote text cannot steer the terminal", async () => {
    const hostile = SAMPLE_LOG.replaceAll("[TSS04]", "[TSS04] \u001b[2J\u202e=cmd()");
    const db = join(temporaryFolder(), "result.db");
    const log = temporaryFile("mail.log", hostile);
    await command(["ingest", "--db", db, "--tz", "UTC", log]);
    const columns = "SELECT sample FROM deferral";
    for (const argv of [
      ["sql", "--db", db, columns],
      ["report", "--db", db, "--all-throttling"],
      ["top", "--db", db],
    ]) {
      const { stdout } = await command(argv);
      expect(stdout.includes("\u001b") || stdout.includes("\u202e")).toBe(false);
    }
  });
});

test("stopping in the middle keeps what was read", async () => {
  const stop = new AbortController();
  stop.abort();
  const db = join(temporaryFolder(), "result.db");
  const log = join(temporaryFolder(), "mail.log");
  writeFileSync(log, SAMPLE_LOG.repeat(3000));
  const first = await command(["ingest", "--db", db, "--tz", "UTC", log], { signal: stop.signal });
  expect(first.exitCode).toBe(0);
  const rest = await command(["ingest", "--db", db, "--tz", "UTC", log]);
  const whole = join(temporaryFolder(), "whole.db");
  await command(["ingest", "--db", whole, "--tz", "UTC", log]);
  const total = async (path: string) =>
    (
      await command([
        "sql",
        "--db",
        path,
        "--format",
        "csv",
        "SELECT sum(lines), sum(understood) FROM coverage",
      ])
    ).stdout;
  expect(rest.exitCode).toBe(0);
  expect(await total(db)).toBe(await total(whole));
});
