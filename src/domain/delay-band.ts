/** Upper bounds, in seconds, of the delay bands of delivered mail: fixed and roughly log-spaced, so merging is a sum. */
export const DELAY_BANDS: readonly number[] = [
  1, 2, 5, 10, 30, 60, 120, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 432_000,
];

/** Index of the band that holds a delay: the first bound not below it, or one past the last. */
export function delayBandOf(seconds: number): number {
  let band = 0;
  for (const bound of DELAY_BANDS) {
    if (seconds <= bound) return band;
    band++;
  }
  return band;
}
