import type { Instant, Rate } from "./model-units.ts";

/** One hour of one weekday over all weeks of the pattern; no rate below the minimum volume. */
export type WeekCell = {
  readonly recipients: number;
  readonly attempts: number;
  readonly rate: Rate | null;
};

/** The hour that begins `hour` hours after Monday, midnight, with the highest rate. */
export type WeekPeak = WeekCell & { readonly hour: number };

/** 168 cells, Monday midnight first. `provider` null is all of them; `peak` is null where no hour has a rate above zero. */
export type WeekGrid = {
  readonly provider: string | null;
  readonly name: string;
  readonly cells: readonly WeekCell[];
  readonly peak: WeekPeak | null;
};

/**
 * When in the week is it worst? Hours are those of `zone`, so that a night is a night on both sides of a change of clocks; a day
 * of 25 hours counts one of them twice. A long window is told by its last four weeks; days that were compacted are left out.
 */
export type WeekPattern = {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly grids: readonly WeekGrid[];
};
