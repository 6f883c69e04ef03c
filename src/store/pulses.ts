import { PULSE_SECONDS } from "../domain/episode.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { EpochSeconds } from "../domain/time.ts";
import { isThrottling } from "../meaning/playbook.ts";
import type { ProviderOf } from "../meaning/providers.ts";
import { cellAt, type Delta } from "../tally/cells.ts";
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
function pulsesOf(cells: Delta["cells"], providerOf: ProviderOf): readonly PulseCounts[] {
  const all: PulseCounts[] = [];
  const pulsesAt = createPulseFinder(all);
  const providers = new Map<RemoteHost, string>();
  for (const { bucket, remote, deferrals, delivered, deferred, bounced, lost } of cells) {
    if (remote === null) continue;
    const provider = cellAt(providers, remote, () => providerOf(remote));
    if (provider === "local") continue;
    pulsesAt(provider, NO_CAUSE, bucket).attempts += delivered + deferred + bounced + lost;
    for (const { meaning, recipients, replies } of deferrals) {
      if (!isThrottling(meaning) || recipients + replies === 0) continue;
      addThrottled(pulsesAt(provider, meaning.cause, bucket), bucket, recipients, replies);
    }
  }
  return all;
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

/** Finds the pulse of a provider and a cause that a minute belongs to. New ones are added to `all`. */
function createPulseFinder(all: PulseCounts[]) {
  const quarters = new Map<EpochSeconds, Map<string, Map<string, PulseCounts>>>();
  return (provider: string, cause: string, bucket: EpochSeconds): PulseCounts => {
    const start = bucket - (bucket % PULSE_SECONDS);
    const byProvider = cellAt(quarters, start, () => new Map());
    const byCause = cellAt(byProvider, provider, () => new Map());
    return cellAt(byCause, cause, () => {
      const made = emptyPulse(provider, start, cause, cause === NO_CAUSE ? start : bucket);
      all.push(made);
      return made;
    });
  };
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
