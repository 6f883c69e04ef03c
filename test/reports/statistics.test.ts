import { describe, expect, test } from "vitest";
import { greatestOf, leastOf, quantileOf, rateOf, wilson } from "../../reports/statistics.ts";

describe("wilson", () => {
  test.each([
    [3, 10, 0.3, 0.1078, 0.6032],
    [300, 1000, 0.3, 0.2724, 0.3291],
    [0, 100, 0, 0, 0.037],
    [100, 100, 1, 0.963, 1],
    [1, 1, 1, 0.2065, 1],
    [0, 1, 0, 0, 0.7935],
    [50, 100, 0.5, 0.4038, 0.5962],
  ])("%i of %i lies at %f between %f and %f", (hits, tries, share, low, high) => {
    const rate = wilson(hits, tries);
    expect(rate?.share).toBe(share);
    expect(rate?.low).toBeCloseTo(low, 4);
    expect(rate?.high).toBeCloseTo(high, 4);
  });

  test.each([
    [1, 20],
    [17, 1000],
    [1204, 3871],
  ])(
    "both ends of %i of %i solve |share − p| = z √(p (1 − p) / n), which defines them",
    (hits, tries) => {
      const rate = wilson(hits, tries);
      for (const end of [rate?.low ?? 0, rate?.high ?? 0]) {
        const z = Math.abs(hits / tries - end) / Math.sqrt((end * (1 - end)) / tries);
        expect(z).toBeCloseTo(1.96, 2);
      }
    },
  );

  test("no tries have no rate", () => {
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(5, 0)).toBeNull();
  });

  test("more hits than tries are cut to one", () => {
    expect(wilson(7, 5)).toMatchObject({ share: 1, high: 1 });
  });
});

describe("rateOf", () => {
  test.each([
    [3, 0, null],
    [3, 19, null],
    [3, 20, 0.15],
    [0, 20, 0],
  ])("%i of %i attempts is %s", (hits, tries, share) => {
    expect(rateOf(hits, tries)?.share ?? null).toBe(share);
  });
});

describe("quantileOf", () => {
  test.each([
    ["nothing counted", [0, 0, 0], 0.5, null],
    ["everything in the first band", [10], 0.5, 1],
    ["the median at the edge of a band", [5, 5], 0.5, 1],
    ["the median just beyond it", [4, 5], 0.5, 2],
    ["beyond the last bound", [...Array<number>(17).fill(0), 3], 0.5, null],
  ])("%s", (_, bands, quantile, seconds) => {
    expect(quantileOf(bands, quantile)).toBe(seconds);
  });
});

describe("the least and the greatest", () => {
  test("leave out what is not known", () => {
    expect(leastOf([null, 7, 3, null, 5])).toBe(3);
    expect(greatestOf([null, 7, 3, null, 5])).toBe(7);
  });

  test("are not known where nothing is", () => {
    expect(leastOf([null, null])).toBeNull();
    expect(greatestOf([])).toBeNull();
  });

  test("are found among more values than a call can have arguments", () => {
    const values = Array.from({ length: 200_000 }, (_, place) => place);
    expect(leastOf(values)).toBe(0);
    expect(greatestOf(values)).toBe(199_999);
  });
});
