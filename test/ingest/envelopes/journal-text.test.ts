import { describe, expect, test } from "vitest";
import { brief } from "./decoded.ts";

const REST = ["mx1", "postfix/smtp", "smtp", 5879, "4ABC1D: x"];

describe("journalctl", () => {
  test.each([
    ["short", "Nov 20 16:50:48 mx1 postfix/smtp[5879]: 4ABC1D: x", "2026-11-20T15:50:48.000Z"],
    [
      "short-precise",
      "Nov 20 16:50:48.899852 mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.899Z",
    ],
    [
      "short-iso",
      "2026-11-20T16:50:48+0100 mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.000Z",
    ],
    [
      "short-full, in the zone of the options",
      "Fri 2026-11-20 16:50:48 CET mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.000Z",
    ],
    [
      "short-full with a zone that has no name",
      "Fri 2026-11-20 16:50:48 +01 mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.000Z",
    ],
    [
      "short-full in UTC",
      "Fri 2026-11-20 15:50:48 UTC mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.000Z",
    ],
    [
      "short-unix",
      "1795189848.899852 mx1 postfix/smtp[5879]: 4ABC1D: x",
      "2026-11-20T15:50:48.899Z",
    ],
  ])("%s", (_, text, at) => {
    expect(brief(text, "Europe/Berlin")).toEqual([at, ...REST]);
  });

  test("with-unit names the unit in place of the tag", () => {
    expect(brief("Fri 2026-11-20 15:50:48 UTC mx1 postfix@-.service[77]: 4ABC1D: x")).toEqual([
      "2026-11-20T15:50:48.000Z",
      "mx1",
      "postfix@-.service",
      "postfix@-.service",
      77,
      "4ABC1D: x",
    ]);
  });

  test.each([
    "-- Boot 0123456789abcdef0123456789abcdef --",
    "-- Journal begins at Fri 2026-11-20 10:00:00 UTC, ends at Fri 2026-11-20 16:00:00 UTC. --",
    "-- No entries --",
    "-- cursor: s=0;i=0",
    "--",
  ])("%j says nothing", (text) => {
    expect(brief(text)).toBe("skip");
  });

  test.each([
    ["Fri 2026-02-30 16:50:48 CET mx1 postfix/smtp[1]: x", "impossible-time"],
    ["Fri 2026-11-20 16:50:48 CET", "unknown-envelope"],
    ["Fri 2026-11-20 16:50:48 CET mx1 no tag here", "unknown-envelope"],
    ["1795189848.899852", "unknown-envelope"],
    ["1795189848.899852 mx1 no tag here", "unknown-envelope"],
    ["--boot", "unknown-envelope"],
  ])("%j is not read", (text, code) => {
    expect(brief(text)).toBe(code);
  });
});
