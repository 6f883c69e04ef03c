import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

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

  test("top says what its table leaves out", async () => {
    const { db } = await ingested();
    const { stderr, stdout } = await command(["top", "--db", db, "--tz", "UTC"]);
    expect(stderr).toContain("lines about delivery were not understood (");
    expect(stdout).not.toContain("not understood");
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
