import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { HOST, NO, postfix } from "../support/journey-lines.ts";
import { type Answer, command } from "../support/run.ts";

/** Thirty recipients throttled at ten: 24 arrive at the second try, three at the third, one bounces and two wait. */
function log(): string {
  const lines: string[] = [];
  const tell = (when: string, count: number, status: string, reason: string, from = 0) => {
    for (let at = from; at < from + count; at++) {
      lines.push(postfix(when, `r${at}`, status, reason));
    }
  };
  tell("20 10:00:00", 30, "deferred", NO);
  tell("20 10:04:00", 24, "sent", "250 2.0.0 Ok");
  tell("20 10:04:00", 6, "deferred", NO, 24);
  tell("20 10:08:00", 3, "sent", "250 2.0.0 Ok", 24);
  tell("20 10:08:00", 1, "bounced", `host ${HOST} said: 550 5.1.1 unknown`, 27);
  tell("20 10:08:00", 2, "deferred", NO, 28);
  return `${lines.join("\n")}\n`;
}

async function ask(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested(log());
  return command(["delivery", "--db", db, "--tz", "UTC", ...argv]);
}

describe("delivery", () => {
  test("says what became of them, at which try, what waits, and that we hammer", async () => {
    const { stdout, exitCode } = await ask();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "Of 30 recipients throttled, 27 arrived in the end (90 %, 2 still waiting).",
    );
    expect(stdout).toMatch(/try 2 +24 +24 of 30 +80 % \(63–90 %\)\n/u);
    expect(stdout).toMatch(/try 3 +3 +27 of 30 +90 % \(74–97 %\)\n/u);
    expect(stdout).toMatch(/5 min – 15 min +2 +119–120 h +insufficient data \(0 earlier\)/u);
    expect(stdout).toContain("Our MTA hammers: half of its tries come at most 5 min");
    expect(stdout).toMatch(/before try 2 +30 +≤ 5 min +30 of 30\n/u);
  });

  test("stays within 80 columns, without colour where the output is no terminal", async () => {
    const { stdout } = await ask();
    expect(stdout.split("\n").filter((line) => Array.from(line).length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
  });

  test("knows no journeys of another code or provider", async () => {
    const { stdout } = await ask("--codes", "450");
    expect(stdout.split("\n")[0]).toBe("No recipient was throttled in this window.");
    const other = await ask("--provider", "google", "--format", "csv");
    expect(other.stdout.trim().split("\r\n")).toHaveLength(1);
  });

  test("widens the window to whole days, and says so", async () => {
    const { stdout } = await ask("--since", "2026-11-20T11:00", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "smtp-analyze/delivery/1",
      window: { from: "2026-11-20T00:00:00Z", readUntil: "2026-11-20T10:08:00Z" },
      recipients: 30,
      pending: [{ recipients: 2, expected: null }],
      retry: { state: "hammers", quick: { count: 36, of: 36 } },
    });
  });

  test("refuses a lifetime that is no length of time", async () => {
    const { exitCode, stderr } = await ask("--lifetime", "long");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--lifetime long is not a length of time");
  });

  test("of nothing has an answer", async () => {
    const empty = join(temporaryFolder(), "empty.db");
    await command(["--db", empty, "/dev/null"]);
    const { stdout, exitCode } = await command(["delivery", "--db", empty]);
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|1970/u);
  });
});
