import { describe, expect, test } from "vitest";
import { localTime } from "../../reports/render/local-time.ts";
import { ticksOf } from "../../reports/ticks.ts";
import { bucketSecondsFor, bucketStarts } from "../../reports/window.ts";

const HOUR = 3600;
const DAY = 86_400;

function at(text: string): number {
  return Date.parse(text) / 1000;
}

describe("the time axis stands on round local times", () => {
  test("two hours", () => {
    const ticks = ticksOf(
      at("2026-11-20T10:07:00Z"),
      at("2026-11-20T12:07:00Z"),
      localTime("Europe/Berlin"),
    );
    expect(ticks.map(({ label }) => label)).toEqual([
      "11:15",
      "11:30",
      "11:45",
      "12:00",
      "12:15",
      "12:30",
      "12:45",
      "13:00",
    ]);
  });

  test("a week is cut at local midnights", () => {
    const ticks = ticksOf(
      at("2026-11-12T23:00:00Z"),
      at("2026-11-19T23:00:00Z"),
      localTime("Europe/Berlin"),
    );
    expect(ticks.map(({ label }) => label)).toEqual([
      "Fri 13 Nov",
      "Sat 14 Nov",
      "Sun 15 Nov",
      "Mon 16 Nov",
      "Tue 17 Nov",
      "Wed 18 Nov",
      "Thu 19 Nov",
      "Fri 20 Nov",
    ]);
    expect(ticks.every(({ major }) => major)).toBe(true);
  });

  test.each([
    ["spring", "2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", [24, 23, 24]],
    ["autumn", "2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", [24, 25, 24]],
  ])("the days of a clock change in %s have their real length", (_, from, until, hours) => {
    const midnights = ticksOf(at(from), at(until), localTime("Europe/Berlin")).filter(
      ({ major }) => major,
    );
    const lengths = midnights
      .slice(1)
      .map((tick, index) => (tick.at - (midnights[index]?.at ?? 0)) / HOUR);
    expect(lengths).toEqual(hours);
  });

  test("a zone off by quarter hours", () => {
    const ticks = ticksOf(
      at("2026-11-18T18:15:00Z"),
      at("2026-11-28T18:15:00Z"),
      localTime("Asia/Kathmandu"),
    );
    expect(ticks[0]).toEqual({ at: at("2026-11-18T18:15:00Z"), label: "Thu 19 Nov", major: true });
  });

  test("an unknown zone falls back to UTC", () => {
    expect(localTime("Nowhere/Land").zone).toBe("UTC");
  });
});

describe("buckets", () => {
  test.each([
    [6 * HOUR, 60, 60],
    [6 * HOUR + 1, 60, 300],
    [2 * DAY, 60, 300],
    [2 * DAY + 1, 60, 3600],
    [60 * DAY, 60, 3600],
    [60 * DAY + 1, 60, 86_400],
    [6 * HOUR, 3600, 3600],
    [6 * HOUR, 86_400, 86_400],
    [56 * 365 * DAY, 60, 11 * 86_400],
  ])("%i s of data no finer than %i s are drawn in %i s", (span, coarsest, width) => {
    expect(bucketSecondsFor(span, coarsest)).toBe(width);
  });

  test("cover the window and stand on the epoch", () => {
    expect(bucketStarts(3700, 10_800, 3600)).toEqual([3600, 7200]);
    expect(bucketStarts(5, 5, 60)).toEqual([]);
  });
});
