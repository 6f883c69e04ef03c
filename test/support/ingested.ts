import { join } from "node:path";
import { expect } from "vitest";
import { temporaryFile, temporaryFolder } from "./files.ts";
import { command } from "./run.ts";
import { SAMPLE_LOG } from "./sample-log.ts";

/** A folder with the sample log read into a database. */
export async function ingested(): Promise<{ readonly db: string; readonly log: string }> {
  const db = join(temporaryFolder(), "result.db");
  const log = temporaryFile("mail.log", SAMPLE_LOG);
  const answer = await command(["ingest", "--db", db, "--year", "2026", "--tz", "UTC", log]);
  expect(answer.exitCode).toBe(0);
  return { db, log };
}
