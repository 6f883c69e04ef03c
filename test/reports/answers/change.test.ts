import { expect, test } from "vitest";
import { changeOf } from "../../../reports/answers/change.ts";
import { measureOf, NO_COUNTS } from "../../../reports/statistics.ts";

const rate = (recipients: number, attempts: number) =>
  measureOf({ ...NO_COUNTS, recipients }, attempts);

test("the interval of a difference is Newcombe's (Statistics in Medicine 17, 1998, table II, example a)", () => {
  const { difference } = changeOf(rate(48, 80), rate(56, 70));
  expect(difference?.points).toBeCloseTo(0.2, 6);
  expect(difference?.low).toBeCloseTo(0.0524, 4);
  expect(difference?.high).toBeCloseTo(0.3339, 4);
});

test.each<[string, [number, number], [number, number]]>([
  ["worse", [4, 100], [40, 100]],
  ["better", [40, 100], [4, 100]],
  ["no clear change", [4, 100], [6, 100]],
  ["no clear change", [0, 100], [0, 100]],
  ["not enough data", [4, 19], [40, 100]],
  ["not enough data", [40, 100], [0, 0]],
])("%s: from %j to %j", (direction, before, after) => {
  expect(changeOf(rate(...before), rate(...after)).direction).toBe(direction);
});
