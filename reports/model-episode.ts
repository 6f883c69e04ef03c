import type { Instant, Rate } from "./model-units.ts";

/** One incident. `endedAt` is null while it is open; `lastAt` is the minute after the last throttled one. */
export type EpisodeRow = {
  readonly provider: string;
  readonly name: string;
  readonly cause: string;
  readonly label: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly lastAt: Instant;
  readonly seconds: number;
  readonly peakAt: Instant;
  readonly peakRate: number;
  readonly recipients: number;
  readonly replies: number;
  readonly attempts: number;
  readonly rate: Rate | null;
  /** Recipients a minute that were not throttled, in the quarter of an hour before and in the one after; null where nothing is known of it. */
  readonly takenBefore: number | null;
  readonly takenAfter: number | null;
  /** From the last throttled minute to the end of the first quarter of an hour that took as many as before; null beyond 75 minutes. */
  readonly recoverySeconds: number | null;
};
