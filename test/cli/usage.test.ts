import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";

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

test.each([
  [
    ["--db", "x.db", "top"],
    "top is no file here, and as a command it stands before all flags\nhint: write: smtp-analyze top;",
  ],
  [
    ["injest", "mail.log"],
    "injest is neither a file here nor a command\nhint: write: smtp-analyze ingest;",
  ],
])("%j is told from a log, and nothing is made", async (argv, message) => {
  const { stderr, exitCode } = await command(argv);
  expect(stderr).toContain(`smtp-analyze: ${message}`);
  expect(exitCode).toBe(2);
  expect(existsSync("x.db")).toBe(false);
});

/** The words under "Commands:" of a help. */
function commandsIn(help: string): readonly string[] {
  const list = help.split("\nCommands:\n")[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z]+) /gmu)].map((match) => match[1] ?? "");
}

test("every command and every group of them has help with examples, in lines that fit", async () => {
  const { stdout } = await command(["--help"]);
  const names = commandsIn(stdout).filter((name) => name !== "help");
  expect(names).toContain("config");
  for (const name of names) {
    const help = (await command([name, "--help"])).stdout;
    expect(help).toContain(`\nExamples:\n  `);
    expect(help).toContain(`smtp-analyze ${name} `);
    expect(help.split("\n").filter((line) => line.length > 125)).toEqual([]);
  }
});
