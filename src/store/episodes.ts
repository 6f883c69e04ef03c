import {
  EPISODE,
  episodesOf,
  PULSE_SECONDS,
  type Pulse,
  type Throttled,
} from "../domain/episode.ts";
import type { EpochMs, EpochSeconds } from "../domain/time.ts";
import type { Database } from "./database.ts";
import type { Keep } from "./store.ts";
import { guarded } from "./trouble.ts";

const CHANGED = "SELECT provider, start FROM _pulse_changed";
const SETTLED = "DELETE FROM _pulse_changed";

/** The earliest episode that the quarters from :start on could prolong, or that they lie in. */
const OVERLAPPING = `
  SELECT min(started_at)
  FROM _episode
  WHERE provider = :provider AND ends_at > :start
`;

/** Only the quarters that throttled, with the attempts of each. */
const PULSES = `
  SELECT p.start, a.attempts, p.cause, p.recipients, p.replies, p.first_at AS firstAt, p.last_at AS lastAt
  FROM _pulse AS p
  LEFT JOIN _pulse AS a ON a.provider = p.provider AND a.start = p.start AND a.cause = ''
  WHERE p.provider = :provider AND p.start >= :start AND p.cause <> ''
  ORDER BY p.start, p.cause
`;

const FORGET = "DELETE FROM _episode WHERE provider = :provider AND ends_at > :start";

const KEEP = `
  INSERT INTO _episode (provider, started_at, ends_at, cause, peak_at, peak_rate, attempts, recipients, replies)
  VALUES (:provider, :startedAt, :endsAt, :cause, :peakAt, :peakRate, :attempts, :recipients, :replies)
`;

/** Episodes are worked out this often while lines keep coming, in milliseconds. */
const REFRESH_MS = 10_000;

/** A way to keep commits that also keeps the episodes up to date; call `refresh` when the last commit is kept. */
export function keepingEpisodes(
  db: Database,
  keep: Keep,
  now: () => EpochMs,
): { readonly keep: Keep; readonly refresh: () => void } {
  let refreshedAt = now();
  const refresh = (): void => {
    refreshEpisodes(db);
    refreshedAt = now();
  };
  return {
    keep(commit) {
      keep(commit);
      if (now() - refreshedAt >= REFRESH_MS) refresh();
    },
    refresh,
  };
}

type Changed = { readonly provider: string; readonly start: EpochSeconds };
type PulseRow = Throttled & { readonly start: EpochSeconds; readonly attempts: number | null };

/**
 * Works out the episodes that the counts since the last time may have changed. What changed is kept with the counts, so
 * that a run which was killed before this leaves it to the next. Throws a Failure when the database cannot be written.
 */
function refreshEpisodes(db: Database): void {
  const changed = db.prepare<[], Changed>(CHANGED);
  const settle = db.prepare(SETTLED);
  const refresh = createRefresh(db);
  const all = db.transaction(() => {
    for (const one of changed.all()) refresh(one);
    settle.run();
  });
  guarded(db.name, () => all.immediate());
}

/** An episode can only depend on quarters that no full quiet hold parts from a changed one. */
function createRefresh(db: Database): (changed: Changed) => void {
  const overlapping = db.prepare<Changed, number | null>(OVERLAPPING).pluck();
  const pulses = db.prepare<Changed, PulseRow>(PULSES);
  const forget = db.prepare(FORGET);
  const keep = db.prepare(KEEP);
  return ({ provider, start: changed }) => {
    const reach = changed - EPISODE.quietSeconds - 2 * PULSE_SECONDS;
    const startedAt = overlapping.get({ provider, start: reach }) ?? reach;
    const start = Math.min(reach, startedAt - (startedAt % PULSE_SECONDS));
    forget.run({ provider, start });
    for (const { lastAt, ...episode } of episodesOf(pulsesFrom(pulses.all({ provider, start })))) {
      keep.run({ provider, ...episode, endsAt: lastAt + 60 });
    }
  };
}

function pulsesFrom(rows: readonly PulseRow[]): readonly Pulse[] {
  const pulses = new Map<EpochSeconds, { attempts: number; throttled: Throttled[] }>();
  for (const { start, attempts, ...throttled } of rows) {
    const pulse = pulses.get(start) ?? { attempts: attempts ?? 0, throttled: [] };
    pulse.throttled.push(throttled);
    pulses.set(start, pulse);
  }
  return [...pulses].map(([start, pulse]) => ({ start, ...pulse }));
}
