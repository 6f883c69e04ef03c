import { rateOf } from "../../charts.ts";
import { percent } from "../numbers.ts";

/** A percentage, or a dash below the minimum volume. */
export function rateText(hits: number, tries: number): string {
  const rate = rateOf(hits, tries);
  return rate === null ? "–" : percent(rate.share);
}
