import { expect, test } from "vitest";
import { ingested } from "../support/ingested.ts";
import { limitedLog } from "../support/limited-log.ts";
import { type Answer, command } from "../support/run.ts";

/** Asks about four hours up to 11:59 of 21 November: from 10:00 on, Yahoo defers a third. */
async function ask(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested(limitedLog(4, [10, 20, 30]));
  return command([...argv, "--db", db, "--tz", "UTC"]);
}

const LATER = ["--since", "2026-11-21T12:30"];

test("an empty table says when the newest line is older than the window", async () => {
  const { stdout, stderr } = await ask("top", ...LATER);
  expect(stdout).toBe("no throttled recipient in this window\n");
  expect(stderr).toMatch(
    /^hint: nothing was read in this window: the newest line is from Sat 21 Nov 2026, 11:5\d\n$/u,
  );
});

test("an empty table of a window that was read says no more than that", async () => {
  const early = ["--since", "2026-11-21T08:00", "--until", "2026-11-21T09:00"];
  const { stdout, stderr } = await ask("top", ...early);
  expect([stdout, stderr]).toEqual(["no throttled recipient in this window\n", ""]);
});

test("a window that begins behind the newest line is not compared", async () => {
  const { stdout, stderr, exitCode } = await ask("compare", ...LATER);
  expect([stdout, exitCode]).toEqual(["", 1]);
  expect(stderr).toContain("not comparable: nothing was read from 21 Nov 12:30 on\n");
});
