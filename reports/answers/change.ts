import type { Measure } from "../model.ts";
import { rounded } from "../statistics.ts";
import type { Change, Direction } from "./model.ts";

/**
 * Two rates against each other. The interval of the difference is Newcombe's, made of the two Wilson intervals (Statistics
 * in Medicine 17, 1998, method 10): it stays honest for small counts. A rate of few attempts is not compared at all.
 */
export function changeOf(before: Measure, after: Measure): Change {
  const a = before.rate;
  const b = after.rate;
  if (a === null || b === null) {
    return { before, after, difference: null, direction: "not enough data" };
  }
  const points = b.share - a.share;
  const difference = {
    points: rounded(points),
    low: rounded(points - Math.hypot(b.share - b.low, a.high - a.share)),
    high: rounded(points + Math.hypot(b.high - b.share, a.share - a.low)),
  };
  return { before, after, difference, direction: directionOf(difference) };
}

function directionOf({ low, high }: { readonly low: number; readonly high: number }): Direction {
  if (low > 0) return "worse";
  return high < 0 ? "better" : "no clear change";
}
