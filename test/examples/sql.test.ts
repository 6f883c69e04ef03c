import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";

const FOLDER = "examples/sql";
const QUESTIONS = readdirSync(FOLDER).filter((name) => name.endsWith(".sql"));

/** The recorded log of the first example, read into a database. */
async function recorded(): Promise<string> {
  const db = join(temporaryFolder(), "cookbook.db");
  const log = "examples/postfix-file/mail.log";
  const read = await command(["--db", db, "--year", "2026", "--tz", "UTC", log]);
  expect(read.exitCode).toBe(0);
  return db;
}

describe("the SQL cookbook", () => {
  test("answers at least twenty questions", () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(20);
  });

  test("gives the stock sqlite3 shell the answers that are kept beside this test", async () => {
    const db = await recorded();
    for (const name of QUESTIONS) {
      const answer = execFileSync("sqlite3", ["-readonly", "-csv", "-header", db], {
        input: readFileSync(join(FOLDER, name)),
        encoding: "utf8",
      });
      await expect(answer).toMatchFileSnapshot(`sql/${name.replace(".sql", ".csv")}`);
    }
  });

  test("puts its question into the first line, and one statement below it", () => {
    const db = openDatabase(":memory:");
    onTestFinished(() => {
      db.close();
    });
    for (const name of QUESTIONS) {
      const sql = readFileSync(join(FOLDER, name), "utf8");
      expect(sql, name).toMatch(/^-- [^\n]+[?.]/u);
      expect(db.prepare(sql).readonly, name).toBe(true);
    }
  });
});
