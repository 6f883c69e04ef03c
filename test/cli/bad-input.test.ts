import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

describe("bad input", () => {
  test.each([
    ["a missing file", () => "/nonexistent/mail.log", ": no such file\n"],
    [
      "a pattern in quotes",
      () => "/nonexistent/mail.log*",
      ": no such file\nhint: the shell puts names in the place of a pattern",
    ],
    [
      "a damaged file",
      () => temporaryFile("2.gz", Buffer.from([0x1f, 0x8b, 8, 0])),
      ": unexpected end",
    ],
  ])("%s gets a sentence, a hint and exit code 1; the others are read", async (_, make, cause) => {
    const db = join(temporaryFolder(), "result.db");
    const bad = make();
    const log = temporaryFile("mail.log", SAMPLE_LOG);
    const answer = await command(["ingest", "--db", db, "--tz", "UTC", bad, log]);
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toMatch(/^smtp-analyze: cannot read .*\nhint: /mu);
    expect(answer.stderr).toContain(`${bad}${cause}`);
    expect(answer.stderr).toContain("15 lines · 11 understood");
  });

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
    ["a folder", () => temporaryFolder(), "it is a folder\nhint: name a file in it: --db /"],
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

  test.each([["report"], ["top"], ["doctor"], ["compact"]])(
    "a folder in the place of the database is called one by %s",
    async (name) => {
      const { exitCode, stdout, stderr } = await command([name, "--db", temporaryFolder()]);
      expect([exitCode, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(": it is a folder\nhint: name a file in it");
    },
  );

  test.each([["report"], ["top"]])("%s without a database says how to make one", async (name) => {
    const answer = await command([name, "--db", "/nonexistent/x.db"]);
    expect(answer).toMatchObject({ exitCode: 1, stdout: "" });
    expect(answer.stderr).toContain("no database at /nonexistent/x.db\nhint: read a log first");
  });
});
