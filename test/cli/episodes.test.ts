import { expect, test } from "vitest";
import { ingested } from "../support/ingested.ts";
import { limitedLog } from "../support/limited-log.ts";
import { type Answer, command } from "../support/run.ts";

/** Asks about four hours up to the clock of the tests, noon of 21 November: from 10:00 on, Yahoo defers a third. */
async function ask(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested(limitedLog(4, [10, 20, 30]));
  return command([...argv, "--db", db, "--tz", "UTC"]);
}

test("episodes says from when until when it looked, all that was read where no window is asked for", async () => {
  const { stdout } = await ask("episodes");
  expect(stdout).toMatch(/\n\n21 Nov 08:00 – 21 Nov 11:5\d, UTC, read up to 21 Nov 11:5\d\n$/u);
  const { stdout: none } = await ask("episodes", "--provider", "google");
  expect(none).toMatch(/half an hour\.\n\n21 Nov 08:00 – 21 Nov 11:5\d, UTC/u);
});

test("episodes lists the incident, open while the log goes on", async () => {
  const { stdout } = await ask("episodes", "--format", "csv");
  expect(stdout.split("\r\n")[1]).toBe(
    "yahoo,reputation,2026-11-21T10:00:00Z,,2026-11-21T12:00:00Z,7200,2026-11-21T10:00:00Z,0.333333,120,120,360,3,,",
  );
});
