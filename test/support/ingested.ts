import { join } from "node:path";
import { expect } from "vitest";
import { temporaryFile, temporaryFolder } from "./files.ts";
import { command } from "./run.ts";
import { SAMPLE_LOG } from "./sample-log.ts";

/** A log, by default the sample log, and a database that it was read into. */
export async function ingested(
  text: string = SAMPLE_LOG,
  ...flags: readonly string[]
): Promise<{ readonly db: string; readonly log: string }> {
  const db = join(temporaryFolder(), "result.db");
  const log = temporaryFile("mail.log", text);
  const where = ["--db", db, "--year", "2026", "--tz", "UTC"];
  const answer = await command(["ingest", ...where, ...flags, log]);
  expect(answer.exitCode).toBe(0);
  return { db, log };
}
