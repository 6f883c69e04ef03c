import { PULSE_SECONDS } from "../domain/episode.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { isThrottling } from "../meaning/playbook.ts";
import type { ProviderOf } from "../meaning/providers.ts";
import { type Cell, cellAt, type Delta } from "../tally/cells.ts";
import type { Database } from "./database.ts";

const ADD = `
  INSERT INTO _pulse (provider, start, cause, attempts, recipients, replies, first_at, last_at)
  VALUES (:provider, :start, :cause, :attempts, :recipients, :replies, :firstAt, :lastAt)
  ON CONFLICT DO UPDATE SET
    attempts = attempts + excluded.attempts,
    recipients = recipients + excluded.recipients,
    replies = replies + excluded.replies,
    first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at)
`;

const CHANGED = `
  INSERT INTO _pulse_changed (provider, start) VALUES (:provider, :start)
  ON CONFLICT DO UPDATE SET start = min(start, excluded.start)
`;

/** The cause under which the attempts of a quarter of an hour stand. */
const NO_CAUSE = "";

type PulseCounts = {
  readonly provider: string;
  readonly start: EpochSeconds;
  readonly cause: string;
  attempts: number;
  recipients: number;
  replies: number;
  firstAt: EpochSeconds;
  lastAt: EpochSeconds;
};

/** Adds what was counted to the pulses. Call inside the transaction that writes the counts. */
export type WritePulses = (delta: Delta) => void;

export function createPulseWriter(db: Database, providerOf: ProviderOf): WritePulses {
  const add = db.prepare(ADD);
  const change = db.prepare(CHANGED);
  return ({ cells }) => {
    const earliest = new Map<string, EpochSeconds>();
    for (const pulse of pulsesOf(cells, providerOf)) {
      add.run(pulse);
      const { provider, start } = pulse;
      earliest.set(provider, Math.min(start, earliest.get(provider) ?? start));
    }
    for (const [provider, start] of earliest) change.run({ provider, start });
  };
}

/** Cells → the counts by provider, quarter of an hour and cause. Local hops throttle nobody. */
function pulsesOf(
  cells: readonly Readonly<Cell>[],
  providerOf: ProviderOf,
): readonly PulseCounts[] {
  const starts = new Map<EpochSeconds, Map<string, Map<string, PulseCounts>>>();
  const providers = new Map<RemoteHost, string>();
  for (const { bucket, remote, ...counts } of cells) {
    if (remote === null) continue;
    const provider = cellAt(providers, remote, () => providerOf(remote));
    if (provider === "local") continue;
    const start = bucket - (bucket % PULSE_SECONDS);
    const byProvider = cellAt(starts, start, () => new Map<string, Map<string, PulseCounts>>());
    const pulses = cellAt(byProvider, provider, () => new Map<string, PulseCounts>());
    const pulseOf = (cause: string): PulseCounts =>
      cellAt(pulses, cause, () => emptyPulse(provider, start, cause, bucket));
    pulseOf(NO_CAUSE).attempts += counts.delivered + counts.deferred + counts.bounced + counts.lost;
    for (const { meaning, recipients, replies } of counts.deferrals) {
      if (isThrottling(meaning) && recipients + replies > 0) {
        addThrottled(pulseOf(meaning.cause), bucket, recipients, replies);
      }
    }
  }
  return [...starts.values()].flatMap((byProvider) =>
    [...byProvider.values()].flatMap((pulses) => [...pulses.values()]),
  );
}

function addThrottled(
  pulse: PulseCounts,
  bucket: EpochSeconds,
  recipients: number,
  replies: number,
): void {
  pulse.recipients += recipients;
  pulse.replies += replies;
  pulse.firstAt = Math.min(pulse.firstAt, bucket);
  pulse.lastAt = Math.max(pulse.lastAt, bucket);
}

function emptyPulse(
  provider: string,
  start: EpochSeconds,
  cause: string,
  bucket: EpochSeconds,
): PulseCounts {
  const counts = { attempts: 0, recipients: 0, replies: 0 };
  return { provider, start, cause, ...counts, firstAt: bucket, lastAt: bucket };
}
