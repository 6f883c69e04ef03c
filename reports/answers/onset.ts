import type { Onset } from "../model-limits.ts";

/** Minutes before the first refusal that count. */
const MINUTES = 10;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** From the attempts in the ten minutes before each onset; null where there is none. */
export function onsetOf(attempts: readonly number[]): Onset | null {
  const rates = attempts.map((sum) => rounded(sum / MINUTES)).sort((a, b) => a - b);
  const [lowest] = rates;
  const highest = rates.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  const middle = (rates.length - 1) / 2;
  const median = ((rates[Math.floor(middle)] ?? 0) + (rates[Math.ceil(middle)] ?? 0)) / 2;
  return {
    onsets: rates.length,
    lowest,
    median: rounded(median),
    highest,
    interval: intervalOf(rates),
  };
}

/**
 * The 95 % interval of the median without a word on how the values are spread: as many values are left out at both ends as a
 * fair coin would put there in at most 2.5 % of the cases.
 */
function intervalOf(sorted: readonly number[]): Onset["interval"] {
  const n = sorted.length;
  let chance = 0.5 ** n;
  let below = chance;
  let out = -1;
  while (below <= 0.025) {
    out++;
    chance = (chance * (n - out)) / (out + 1);
    below += chance;
  }
  const low = sorted[out];
  const high = sorted[n - 1 - out];
  return low === undefined || high === undefined ? null : { low, high };
}
