import type { Instant } from "./model-units.ts";

/** One file of a log ended with this stamp, and the next began with that one. */
export type Rotation = {
  readonly ended: string;
  readonly endedAt: Instant;
  readonly began: string;
  readonly beganAt: Instant;
};

/** A stretch that the stamps of one source leap over. */
export type Jump = { readonly source: string; readonly from: Instant; readonly until: Instant };

/** Lines with one kind of problem, and on which days (UTC): `2026-11-18`. */
export type Problem = {
  readonly code: string;
  readonly lines: number;
  readonly firstDay: string;
  readonly lastDay: string;
};
