import { EPISODE, PULSE_SECONDS } from "../domain/episode.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { Database } from "./database.ts";
import { guarded } from "./trouble.ts";

/** Not while counts wait to be worked into episodes: they may still make one of these. */
const PROVIDERS = `
  SELECT DISTINCT provider
  FROM _pulse
  WHERE start < :until AND provider NOT IN (SELECT provider FROM _pulse_changed)
`;

/**
 * An episode is worked out from its own quarters, and from those around it that could prolong it. Nobody asks for the others once
 * the log has gone on.
 */
const DROP = `
  DELETE FROM _pulse
  WHERE provider = :provider AND start < :until
    AND NOT EXISTS (
      SELECT 1
      FROM _episode AS e
      WHERE e.provider = :provider AND e.started_at < _pulse.start + :reach AND e.ends_at > _pulse.start - :reach
    )
`;

/** As far from a quarter as another may lie that belongs to the same episode. */
const REACH = EPISODE.quietSeconds + 2 * PULSE_SECONDS;

/**
 * Drops the quarters of an hour that are older than this and in which, and around which, there was no episode: of a year of
 * providers who rarely throttle that is nearly all. One provider is one transaction. What is read late, of a time so long
 * past, finds its episodes in what it tells itself. Throws a Failure when the database cannot be written.
 */
export function* quietPulsesDropped(db: Database, until: EpochSeconds): Generator<void> {
  const drop = db.prepare(DROP);
  const dropOf = db.transaction(
    (provider: string) => drop.run({ provider, until, reach: REACH }).changes,
  );
  for (const provider of db.prepare<object, string>(PROVIDERS).pluck().all({ until })) {
    if (guarded(db.name, () => dropOf.immediate(provider)) > 0) yield;
  }
}
