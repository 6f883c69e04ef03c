import type { DeliveryAnswer } from "./model-delivery.ts";
import type { Instant, Rate } from "./model-units.ts";

/** Then against now: percentage points ÷ 100 with their 95 % interval, null below the minimum volume. */
export type Difference = {
  readonly difference: {
    readonly points: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly direction: "better" | "worse" | "no clear change" | "not enough data";
};

/** What one provider did in the window before, and how its rate has changed since. */
export type PreviousProvider = Difference & {
  readonly provider: string;
  readonly recipients: number;
  readonly attempts: number;
  readonly rate: Rate | null;
};

export type PreviousFigures = Difference & {
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly attempts: number;
  readonly rate: Rate | null;
  readonly delivered: number;
  readonly providersAboveWatch: number;
  readonly deliveries: number;
  readonly median: number | null;
  readonly p95: number | null;
};

/** What became of recipients in as many UTC days, as `delivery` says it of the window itself. */
export type PreviousDelivery = Pick<
  DeliveryAnswer,
  "window" | "recipients" | "outcomes" | "time" | "allMail"
>;

/** An earlier window of equal length. `figures` is null when the two cannot be compared; `obstacle` says why. */
export type Previous = {
  readonly from: Instant;
  readonly until: Instant;
  readonly obstacle: string | null;
  readonly figures: PreviousFigures | null;
  /** Null also where nobody asked for the sections, or where whole days do not fit before the window. */
  readonly delivery: PreviousDelivery | null;
  readonly providers: readonly PreviousProvider[];
};
