import { describe, expect, test } from "vitest";
import { deliveryOf } from "../../../reports/answers/delivery.ts";
import { pendingOf } from "../../../reports/answers/pending.ts";
import { retryDisciplineOf } from "../../../reports/answers/retry.ts";
import type { JourneyRow, RetryRow } from "../../../reports/queries/journeys.ts";

const DAY = 86_400;

const journey = (
  outcome: JourneyRow["outcome"],
  recipients: number,
  rest: Partial<JourneyRow> = {},
): JourneyRow => ({
  provider: "yahoo",
  cause: "reputation",
  tries: 2,
  outcome,
  band: 1800,
  first_day: 0,
  recipients,
  ...rest,
});

function answerTo(journeys: readonly JourneyRow[]) {
  return deliveryOf({
    window: { from: "", until: "", zone: "UTC", readUntil: null },
    lens: { label: "421", codes: [[421, 421]], causes: [] },
    provider: null,
    lifetimeSeconds: 5 * DAY,
    journeys,
    ended: [],
    retries: [],
    delays: [{ band: 0, delivered: 19 }],
  });
}

describe("what became of throttled recipients", () => {
  const answer = answerTo([
    journey("delivered", 50),
    journey("delivered", 30, { tries: 4, band: 7200 }),
    journey("bounced", 4),
    journey("expired", 6),
    journey("pending", 8),
    journey("lost track", 2),
  ]);

  test("the outcomes add up to all, and each has the same denominator", () => {
    const shares = Object.values(answer.outcomes);
    expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    expect(shares.map(({ of }) => of)).toEqual([100, 100, 100, 100, 100]);
  });

  test("the curve adds up, try by try, and carries Wilson's interval", () => {
    expect(answer.curve).toMatchObject([
      { try: 2, delivered: 50, soFar: { count: 50, of: 100 } },
      { try: 4, delivered: 30, soFar: { count: 80, of: 100 } },
    ]);
    expect(answer.curve[0]?.soFar.rate).toEqual({ share: 0.5, low: 0.403832, high: 0.596168 });
  });

  test("time to deliver is the band of the quantile, and none below 20", () => {
    expect(answer.time.throttled).toEqual({
      delivered: 80,
      bands: [0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 30, 0, 0, 0, 0, 0, 0],
      p50: 1800,
      p95: 7200,
    });
    expect(answer.time.all).toEqual({ delivered: 19, bands: [19], p50: null, p95: null });
  });

  test("few recipients have counts and no share", () => {
    const { outcomes } = answerTo([journey("delivered", 19)]);
    expect(outcomes.delivered).toEqual({ count: 19, of: 19, rate: null });
  });
});

describe("those that wait", () => {
  const waiting = [journey("pending", 10, { band: 172_800 }), journey("pending", 3, { band: 60 })];

  test("have so many hours left, oldest first", () => {
    expect(
      pendingOf(waiting, [], 5 * DAY).map(({ recipients, hoursLeft }) => [recipients, hoursLeft]),
    ).toEqual([
      [10, { least: 72, most: 96 }],
      [3, { least: 5 * 24 - 60 / 3600, most: 5 * 24 - 30 / 3600 }],
    ]);
  });

  test("have no time left beyond the lifetime of the queue", () => {
    const [late] = pendingOf([journey("pending", 1, { band: null })], [], 2 * DAY);
    expect(late?.hoursLeft).toEqual({ least: 0, most: 0 });
  });

  test("expire as those did that were as old once; ends that nobody knows tell nothing", () => {
    const history = [
      journey("delivered", 1000, { band: 1800 }),
      journey("delivered", 30, { band: 172_800 }),
      journey("expired", 10, { band: null }),
      journey("lost track", 500, { band: null }),
    ];
    const [old, young] = pendingOf(waiting, history, 5 * DAY);
    expect(old?.history).toMatchObject({ count: 10, of: 40 });
    expect(old?.expected).toEqual({ count: 3, low: 1, high: 5 });
    expect(young?.history).toMatchObject({ count: 10, of: 1040 });
  });

  test("have no forecast from fewer than 20", () => {
    const [old] = pendingOf(waiting, [journey("expired", 19, { band: null })], 5 * DAY);
    expect([old?.history.of, old?.expected]).toEqual([19, null]);
  });
});

describe("our own retries", () => {
  const row = (attempt: number, band: number | null, tries: number): RetryRow => ({
    attempt,
    band,
    tries,
  });

  test.each<[string, readonly RetryRow[], RegExp]>([
    ["not enough data", [row(2, 60, 19)], /^Too few retries to judge our own MTA: 19, 20/u],
    ["patient", [row(2, 3600, 20)], /as RFC 5321 advises .*: 0 of 20 tries \(0 %\)/u],
    ["patient", [row(2, 3600, 5), row(3, null, 20)], /as RFC 5321 advises/u],
    ["hammers", [row(2, 60, 30), row(3, 60, 30)], /^Our MTA hammers: .* at most 60 s after/u],
    ["soon", [row(2, 900, 30), row(3, 900, 30)], /and does not back off: 60 of 60 tries/u],
    ["soon", [row(2, 900, 30)], /sooner than the 30 min of RFC 5321: 30 of 30/u],
    ["backs off", [row(2, 900, 30), row(3, 3600, 25)], /later from try to try: 30 of 55/u],
  ])("%s: %j", (state, retries, sentence) => {
    const discipline = retryDisciplineOf(retries);
    expect(discipline.state).toBe(state);
    expect(discipline.sentence).toMatch(sentence);
  });

  test("a later try that few made does not tell that the intervals grow", () => {
    expect(retryDisciplineOf([row(2, 900, 30), row(3, 3600, 19)]).grows).toBeNull();
  });
});
