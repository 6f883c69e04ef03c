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
};
