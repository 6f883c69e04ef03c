import { type Database, rowsOf } from "./ask.ts";

/** One row of the view `episode`, its times in epoch seconds. */
export type EpisodeQueryRow = {
  readonly provider: string;
  readonly cause: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly last_at: number;
  readonly peak_at: number;
  readonly peak_rate: number;
  readonly attempts: number;
  readonly recipients: number;
  readonly replies: number;
  /** Recipients taken in the quarters of an hour before and after it. */
  readonly taken_before: number | null;
  readonly taken_after: number | null;
  readonly recovery_seconds: number | null;
};

export const EPISODES = `
  SELECT
    provider, cause,
    unixepoch(started_at) AS started_at, unixepoch(ended_at) AS ended_at,
    unixepoch(last_at) AS last_at, unixepoch(peak_at) AS peak_at,
    peak_rate, attempts, recipients, replies,
    taken_before, taken_after, recovery_seconds
  FROM episode
  WHERE unixepoch(started_at) < :until AND unixepoch(last_at) > :from
  ORDER BY started_at DESC, provider
`;

/** The episodes that lie in a window at least in part, newest first. */
export function episodeRows(
  db: Database,
  window: { readonly from: number; readonly until: number },
): readonly EpisodeQueryRow[] {
  return rowsOf(db, EPISODES, window);
}
