import type { Instant } from "./model-units.ts";

/** `seen`: attempts were logged. `quiet`: log was read, nobody was tried. `unknown`: no log, so nothing is known. */
export type BucketState = "seen" | "quiet" | "unknown";

/** A stretch without knowledge: no log was read, or a busy log fell silent. */
export type Gap = {
  readonly kind: "no log" | "silence";
  readonly from: Instant;
  readonly until: Instant;
};

/** One provider over time, aligned with the buckets of the timeline. */
export type ProviderLine = {
  readonly provider: string;
  readonly name: string;
  readonly attempts: readonly number[];
  readonly throttled: readonly number[];
};

/** Throttled recipients of one cause over time. `cause` is null for all that have no line of their own. */
export type CauseLine = {
  readonly cause: string | null;
  readonly label: string;
  readonly throttled: readonly number[];
};

/** Columns of equal length: one entry per bucket. `starts` are epoch seconds. A partial bucket lies only in part in the window. */
export type Timeline = {
  readonly bucketSeconds: number;
  readonly zone: string;
  readonly starts: readonly number[];
  readonly states: readonly BucketState[];
  readonly partial: readonly boolean[];
  readonly attempts: readonly number[];
  readonly delivered: readonly number[];
  readonly throttled: readonly number[];
  readonly otherTemporary: readonly number[];
  readonly bounced: readonly number[];
  readonly lost: readonly number[];
  readonly withheld: readonly number[];
  readonly lines: readonly ProviderLine[];
  /** They add up to `throttled`, biggest first. */
  readonly causes: readonly CauseLine[];
  readonly gaps: readonly Gap[];
};
