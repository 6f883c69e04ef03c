import type { Question } from "../reports/answers/index.ts";

/** What the configuration file says of thresholds; there are no flags for them, so that all commands judge alike. */
export type ThresholdFlags = {
  readonly watchPercent?: number;
  readonly criticalPercent?: number;
};

/** Only those that are said. */
export function thresholdsOf({
  watchPercent,
  criticalPercent,
}: ThresholdFlags): NonNullable<Question["thresholds"]> {
  return {
    ...(watchPercent === undefined ? {} : { watchRate: watchPercent / 100 }),
    ...(criticalPercent === undefined ? {} : { criticalRate: criticalPercent / 100 }),
  };
}
