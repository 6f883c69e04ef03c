import type { ReportOptions } from "../index.ts";

/** What is asked: the window in epoch seconds (null: as far as the data go), the zone, the lens, perhaps one provider. */
export type Question = Pick<
  ReportOptions,
  "from" | "until" | "zone" | "codes" | "provider" | "thresholds"
> & {
  /** Epoch milliseconds. */
  readonly now: number;
};
