import { describe, expect, test } from "vitest";
import { parseLength } from "../../cli/length.ts";
import { parseWhen } from "../../cli/when.ts";
import { ingested } from "../support/ingested.ts";
import { command } from "../support/run.ts";

/** A Friday. */
const NOW = Date.parse("2026-11-20T12:34:56Z");

const when = (text: string, zone = "UTC"): string =>
  new Date(parseWhen(text, "--since", zone, NOW) * 1000).toISOString().slice(0, 19);

describe("a moment", () => {
  test.each([
    ["24h", "2026-11-19T12:34:56"],
    ["-3h", "2026-11-20T09:34:56"],
    ["- 3 hours", "2026-11-20T09:34:56"],
    ["90m", "2026-11-20T11:04:56"],
    ["90 min", "2026-11-20T11:04:56"],
    ["1h30m", "2026-11-20T11:04:56"],
    ["1h 30m ago", "2026-11-20T11:04:56"],
    ["7d", "2026-11-13T12:34:56"],
    ["1 week", "2026-11-13T12:34:56"],
    ["a week ago", "2026-11-13T12:34:56"],
    ["2 weeks ago", "2026-11-06T12:34:56"],
    ["last 24 hours", "2026-11-19T12:34:56"],
    ["the past 7 days", "2026-11-13T12:34:56"],
    ["an hour ago", "2026-11-20T11:34:56"],
    ["30s", "2026-11-20T12:34:26"],
    ["PT90M", "2026-11-20T11:04:56"],
    ["P1DT12H", "2026-11-19T00:34:56"],
    ["1 month ago", "2026-10-20T12:34:56"],
    ["P1M", "2026-10-20T12:34:56"],
    ["9mo", "2026-02-20T12:34:56"],
    ["1y", "2025-11-20T12:34:56"],
    ["now", "2026-11-20T12:34:56"],
    ["today", "2026-11-20T00:00:00"],
    ["Today 6:30", "2026-11-20T06:30:00"],
    ["yesterday", "2026-11-19T00:00:00"],
    ["yesterday at 14:00", "2026-11-19T14:00:00"],
    ["tomorrow", "2026-11-21T00:00:00"],
    ["14:00", "2026-11-20T14:00:00"],
    ["friday", "2026-11-20T00:00:00"],
    ["last friday", "2026-11-13T00:00:00"],
    ["last monday", "2026-11-16T00:00:00"],
    ["mon 06:00", "2026-11-16T06:00:00"],
    ["sat", "2026-11-14T00:00:00"],
    ["this week", "2026-11-16T00:00:00"],
    ["last week", "2026-11-09T00:00:00"],
    ["this month", "2026-11-01T00:00:00"],
    ["last month", "2026-10-01T00:00:00"],
    ["this year", "2026-01-01T00:00:00"],
    ["2026-11-01", "2026-11-01T00:00:00"],
    ["2026/11/01", "2026-11-01T00:00:00"],
    ["2026-11", "2026-11-01T00:00:00"],
    ["2026-11-01T06:00", "2026-11-01T06:00:00"],
    ["2026-11-01 06:00:30", "2026-11-01T06:00:30"],
    ["2026-11-01 6:00", "2026-11-01T06:00:00"],
    ["2026-11-01T06:00Z", "2026-11-01T06:00:00"],
    ["2026-11-01 06:00 UTC", "2026-11-01T06:00:00"],
    ["2026-11-01T06:00:00+01:00", "2026-11-01T05:00:00"],
    ["2026-11-01T06:00:00.123456+0100", "2026-11-01T05:00:00"],
    ["Nov 20", "2026-11-20T00:00:00"],
    ["20 Nov", "2026-11-20T00:00:00"],
    ["20. november 2025", "2025-11-20T00:00:00"],
    ["Nov  1 06:25:01", "2026-11-01T06:25:01"],
    ["November 20, 2025, 14:00", "2025-11-20T14:00:00"],
    ["Nov 21 06:00", "2026-11-21T06:00:00"],
    ["Nov 22", "2025-11-22T00:00:00"],
    ["Dec 24", "2025-12-24T00:00:00"],
    [" 2026-11-01 ", "2026-11-01T00:00:00"],
    ["@1763600000", "2025-11-20T00:53:20"],
  ])("%j is %s", (text, expected) => {
    expect(when(text)).toBe(expected);
  });

  test.each([
    ["today", "Asia/Tokyo", "2026-11-19T15:00:00"],
    ["today", "America/New_York", "2026-11-20T05:00:00"],
    ["yesterday 02:30", "Europe/Berlin", "2026-11-19T01:30:00"],
    ["2026-11-01 06:00", "Europe/Berlin", "2026-11-01T05:00:00"],
    ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00"],
    ["Nov 20 06:00", "America/New_York", "2026-11-20T11:00:00"],
    // An hour that a clock skips, and one that it shows twice.
    ["2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:30:00"],
    ["2026-10-25 02:30", "Europe/Berlin", "2026-10-25T00:30:00"],
    // A day is 24 hours, a month goes by the calendar and keeps the hour across the change of clocks.
    ["30d", "Europe/Berlin", "2026-10-21T12:34:56"],
    ["1 month ago", "Europe/Berlin", "2026-10-20T11:34:56"],
  ])("%j in %s is %s", (text, zone, expected) => {
    expect(when(text, zone)).toBe(expected);
  });

  test.each([
    "",
    "soon",
    "7",
    "7x",
    "h",
    "1h30",
    "1 hour and 30 minutes",
    "ago",
    "p",
    "pt",
    "last",
    "last day",
    "mo",
    "now 14:00",
    "25:00",
    "2026-13-40",
    "2026-02-30",
    "2026-11/20",
    "20.11.2026",
    "Nov 31",
    "Novx 20",
    "2026-11-01T06:00+25:00",
    "999999w",
    "999999 weeks ago",
    `${"1h".repeat(10_000)}x`,
  ])("%j is none, and the error shows what is", (text) => {
    expect(() => when(text)).toThrow(
      expect.objectContaining({
        message: `--since ${text} is not a time`,
        hint: expect.stringContaining('"2 weeks ago"'),
        exitCode: 2,
      }),
    );
  });
});

describe("a length", () => {
  test.each([
    ["30m", 1800],
    ["24h", 86_400],
    ["7d", 604_800],
    ["2w", 1_209_600],
    ["45s", 45],
    ["1h30m", 5400],
    ["1 h 30 min", 5400],
    ["10 days", 864_000],
    ["1 Week", 604_800],
    ["a day", 86_400],
    ["PT90M", 5400],
    ["P2W", 1_209_600],
    ["0d", 0],
  ])("%j is %i seconds", (text, seconds) => {
    expect(parseLength(text, "--window")).toBe(seconds);
  });

  test.each([
    ["soon", "--window soon is not a length of time"],
    ["-1h", "--window -1h is not a length of time"],
    ["yesterday", "--window yesterday is not a length of time"],
    ["1 month", "--window 1 month has no fixed length"],
    ["P1Y", "--window P1Y has no fixed length"],
  ])("%j is none, and the error shows what is", (text, message) => {
    expect(() => parseLength(text, "--window")).toThrow(
      expect.objectContaining({ message, hint: expect.stringContaining("1h30m"), exitCode: 2 }),
    );
  });
});

test.each([
  [["top", "--since", "-3h"]],
  [["top", "--since=-3h", "--until", "Today 14:00"]],
  [["causes", "--since", "2 weeks ago", "--until", "last monday"]],
  [["report", "--since", "Nov 1 06:25:01", "--until", "now"]],
  [["trend", "--since", "last week", "--compare", "1 week"]],
  [["delivery", "--lifetime", "5 days"]],
  [["compact", "--dry-run", "--minutes-for", "P14D", "--hours-for", "90 days"]],
])("the command line takes them: %j", async (argv) => {
  const { db } = await ingested();
  expect(await command([...argv, "--db", db])).toMatchObject({ exitCode: 0 });
});
