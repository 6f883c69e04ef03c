import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import type { TriedRow } from "../../reports/queries/flow.ts";
import { drawingWidth, widenedTo } from "../../reports/width.ts";
import { emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";

const HOUR = 3600;
const DAY = 86_400;

function row(start: number, attempts: number, provider = "google"): TriedRow {
  return {
    start,
    provider,
    attempts,
    delivered: attempts,
    deferred: 0,
    bounced: 0,
    lost: 0,
    unreachable: 0,
  };
}

/** `attempts` in every bucket of `width` over `seconds`. */
function steady(seconds: number, width: number, attempts: number): readonly TriedRow[] {
  return Array.from({ length: Math.floor(seconds / width) }, (_, index) =>
    row(index * width, attempts),
  );
}

describe("buckets are widened until the busy ones hold forty attempts", () => {
  test.each([
    ["enough already", 2 * DAY, 300, 40, 300],
    ["one attempt too few", 2 * DAY, 300, 39, HOUR],
    ["minutes of a busy hour", 6 * HOUR, 60, 40, 60],
    ["minutes of a quiet hour", 6 * HOUR, 60, 8, 300],
    ["an hour would leave six buckets, so five minutes stay", 6 * HOUR, 60, 1, 300],
    ["twelve hours are twelve buckets", 12 * HOUR, 300, 1, HOUR],
    ["hours of two days stay, however few attempts they hold", 2 * DAY, HOUR, 1, HOUR],
    ["days where hours hold nothing", 30 * DAY, HOUR, 2, DAY],
    ["nothing is wider than a day", 90 * DAY, DAY, 1, DAY],
    ["stored hours are never narrowed", 6 * HOUR, HOUR, 1, HOUR],
    ["ten years in steps of two days", 3653 * DAY, 2 * DAY, 1, 2 * DAY],
  ])("%s", (_, seconds, width, attempts, expected) => {
    expect(drawingWidth(steady(seconds, width, attempts), width, seconds)).toBe(expected);
  });

  test("quiet nights do not widen a busy day", () => {
    const nights = Array.from({ length: 576 }, (_, index) =>
      row(index * 300, index % 288 < 144 ? 1 : 60),
    );
    expect(drawingWidth(nights, 300, 2 * DAY)).toBe(300);
  });

  test("one burst does not narrow a quiet log", () => {
    const burst = [...steady(2 * DAY, 300, 1), row(600, 5000)];
    expect(drawingWidth(burst, 300, 2 * DAY)).toBe(HOUR);
  });

  test("empty buckets and local hops do not count", () => {
    const sparse = [row(0, 50), row(HOUR, 0), row(HOUR, 900, "local"), row(9 * HOUR, 45)];
    expect(drawingWidth(sparse, 300, 2 * DAY)).toBe(300);
    expect(drawingWidth([row(HOUR, 900, "local")], 300, 2 * DAY)).toBe(300);
    expect(drawingWidth([], 300, 2 * DAY)).toBe(300);
  });
});

test("widened rows are sums per provider", () => {
  const rows = [row(0, 1), row(0, 5, "yahoo"), row(300, 2), row(3600, 4)];
  expect(widenedTo(rows, HOUR)).toEqual([row(0, 3), row(0, 5, "yahoo"), row(3600, 4)]);
});

describe("two days of a small server", () => {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const remote = seeder.remote({ provider: "google", host: "mx.example.com", ip: "192.0.2.1" });
  for (let at = 0; at < 2 * DAY; at += 600)
    seeder.attempt(WEEK_START + at, seeder.writer(), remote, { delivered: 5 });
  const model = buildReport(db, { ...OPTIONS, until: WEEK_START + 2 * DAY });

  test("are drawn by the hour, so that every bucket has a rate", () => {
    expect(model.span.bucketSeconds).toBe(HOUR);
    expect(model.timeline.bucketSeconds).toBe(HOUR);
    expect(model.timeline.attempts).toEqual(Array<number>(48).fill(30));
  });

  test("their statements are asked in the same width", () => {
    const [tried] = model.statements;
    expect(db.prepare(tried?.sql ?? "").all()).toHaveLength(48);
  });
});
