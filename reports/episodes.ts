import { causeLabel } from "../src/meaning/playbook.ts";
import { providerName } from "../src/meaning/providers.ts";
import type { EpisodeRow } from "./model-episode.ts";
import type { EpisodeQueryRow } from "./queries/episodes.ts";
import { rateOf, rounded } from "./statistics.ts";
import { instantOf, instantOrNull } from "./window.ts";

/** Recipients of a quarter of an hour → so many a minute, to a tenth. */
function perMinute(taken: number | null): number | null {
  return taken === null ? null : Math.round((taken / 15) * 10) / 10;
}

/** A row of the view, with the names that people read. */
export function episodeOf(row: EpisodeQueryRow): EpisodeRow {
  const { provider, cause, attempts, recipients, replies } = row;
  return {
    provider,
    name: providerName(provider),
    cause,
    label: causeLabel(cause),
    startedAt: instantOf(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    lastAt: instantOf(row.last_at),
    seconds: row.last_at - row.started_at,
    peakAt: instantOf(row.peak_at),
    peakRate: rounded(row.peak_rate),
    recipients,
    replies,
    attempts,
    rate: rateOf(recipients, attempts),
    takenBefore: perMinute(row.taken_before),
    takenAfter: perMinute(row.taken_after),
    recoverySeconds: row.recovery_seconds,
  };
}
