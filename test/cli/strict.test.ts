import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const SENT =
  "Nov 20 10:15:07 mx1 postfix/smtp[1]: 4ABC1D: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)\n";
const FROZEN =
  "Nov 20 10:15:07 mx1 postfix/smtp[1]: 4ABC1D: to=<a@example.net>, relay=none, delay=1, status=frozen (a word of tomorrow)\n";
const NOISE = "not a line of any log\n";

const sent = (count: number) =>
  Array.from({ length: count }, (_, at) => SENT.replace("smtp[1]", `smtp[${at + 1}]`)).join("");

async function ingest(log: string, ...flags: readonly string[]) {
  const db = join(temporaryFolder(), "result.db");
  return command(["ingest", "--db", db, "--tz", "UTC", ...flags, temporaryFile("mail.log", log)]);
}

describe("ingest --strict", () => {
  test.each([
    ["one in a thousand", sent(999) + FROZEN, 0],
    ["one in five hundred", sent(499) + FROZEN, 1],
    ["lines that look like nothing", sent(10) + NOISE.repeat(10), 0],
    ["no line at all", "\n".repeat(40), 0],
  ])("%s not understood", async (_, log, exitCode) => {
    const answer = await ingest(log, "--strict");
    expect(answer.exitCode).toBe(exitCode);
    expect((await ingest(log)).exitCode).toBe(0);
  });

  test("names the counts and the way to see the lines, even when quiet", async () => {
    const answer = await ingest(SAMPLE_LOG, "--strict", "--quiet");
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain(
      "smtp-analyze: 1 of 12 lines that look like deliveries were not understood (8.33 %, --strict allows 0.1 %)\nhint: see them: smtp-analyze sql --db ",
    );
    expect(answer.stderr).not.toContain(" · ");
  });
});

test("a folder is read, and the closing lines say what in it was not", async () => {
  const folder = temporaryFolder();
  const db = join(folder, "result.db");
  writeFileSync(join(folder, "mail.log"), SAMPLE_LOG);
  await command(["ingest", "--quiet", "--db", db, "--tz", "UTC", join(folder, "mail.log")]);
  const answer = await command(["ingest", "--db", db, "--tz", "UTC", folder]);
  expect(answer.exitCode).toBe(0);
  expect(answer.stderr).toContain("0 lines · 0 understood");
  expect(answer.stderr).toContain(`skipped, not logs: ${db}`);
});
