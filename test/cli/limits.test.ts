import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { limitedLog } from "../support/limited-log.ts";
import { type Answer, command } from "../support/run.ts";

async function ask(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested(limitedLog());
  return command(["limits", "--db", db, "--tz", "UTC", ...argv]);
}

describe("limits", () => {
  test("says at which rate refusals began, how sure that is, and how to stay below", async () => {
    const { stdout, exitCode } = await ask();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Yahoo / AOL: refusals began at 6/min (median of 1 of 1 episode");
    expect(stdout).toContain("That is a weak sign");
    expect(stdout).toContain("To stay below 4.8/min:");
    expect(stdout).toContain("slow_yahoo_transport_rate_delay = 13s");
    expect(stdout).toContain("yahoo.com slow_yahoo:");
    expect(stdout.split("\n").filter((line) => Array.from(line).length > 80)).toEqual([]);
  });

  test("counts what was taken by the minute and by ten, without the minutes with refusals", async () => {
    const { stdout } = await ask("--format", "json", "--mta", "exim");
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "smtp-analyze/limits/1",
      mta: "exim",
      rows: [{ provider: "yahoo", perMinute: 6, perTenMinutes: 60, episodes: 1, below: 4.8 }],
    });
    expect(stdout).toContain("max_parallel = 1");
  });

  test("sees no limit in a window without an episode", async () => {
    const { stdout } = await ask("--until", "2026-11-21T09:00");
    expect(stdout).toContain(
      "Yahoo / AOL: no limit seen up to 6/min (60 in 10 min, 360 delivered in all).",
    );
    expect(stdout).not.toContain("rate_delay");
  });

  test("of another provider, and of nothing, says that nothing is known", async () => {
    const other = await ask("--provider", "google");
    expect(other.stdout).toContain("Nothing is known by the minute in this window.");
    const empty = join(temporaryFolder(), "empty.db");
    await command(["--db", empty, "/dev/null"]);
    const { stdout, exitCode } = await command(["limits", "--db", empty]);
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|1970/u);
  });
});
