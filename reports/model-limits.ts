import type { Window } from "./model-units.ts";

/**
 * Attempts per minute in the ten minutes before the first refusal of an episode. `interval` is the 95 % interval of the median,
 * from the order of the values alone; null below six of them.
 */
export type Onset = {
  readonly onsets: number;
  readonly lowest: number;
  readonly median: number;
  readonly highest: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
};

/** `no limit seen`; `weak`: fewer than six onsets; `fair`; `not the rate alone`: as much or more was taken at other times, or the onsets lie far apart. */
export type Sureness = "no limit seen" | "weak" | "fair" | "not the rate alone";

/** A part of a configuration: a file of Postfix, a section of Exim's. */
export type SnippetPart = { readonly file: string; readonly text: string };

/** `below` is what a sender would stay under, in recipients a minute; null where no limit was seen, or the rate alone does not explain it. */
export type LimitRow = {
  readonly provider: string;
  readonly name: string;
  readonly minutes: number;
  readonly delivered: number;
  readonly perMinute: number | null;
  readonly perTenMinutes: number | null;
  readonly episodes: number;
  readonly onset: Onset | null;
  readonly sureness: Sureness;
  readonly below: number | null;
  readonly sentence: string;
  readonly snippet: readonly SnippetPart[];
};

export type Mta = "postfix" | "exim";

/** Where is the limit? Only from counts by the minute. */
export type LimitsAnswer = {
  readonly schema: "smtp-analyze/limits/1";
  readonly window: Window;
  readonly provider: string | null;
  readonly mta: Mta;
  readonly rows: readonly LimitRow[];
};
