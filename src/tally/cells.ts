import { DELAY_BANDS } from "../domain/delay-band.ts";
import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";

/** Counts of one minute × writer × remote × meaning: a row of the deferral view. */
export type DeferralCell = {
  readonly bucket: EpochSeconds;
  readonly writer: Writer;
  readonly remote: RemoteHost | null;
  readonly meaning: Meaning;
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
};

/** Counts of one minute × writer × remote: a row of the attempt view. `delays` has one place per delay band. */
export type AttemptCell = {
  readonly bucket: EpochSeconds;
  readonly writer: Writer;
  readonly remote: RemoteHost;
  delivered: number;
  deferred: number;
  bounced: number;
  lost: number;
  unreachable: number;
  readonly delays: number[];
};

/** Counts of one day × recipient domain × provider. `lastAt` is the last refusal in epoch seconds, 0 for none. */
export type DestinationCell = {
  readonly day: EpochSeconds;
  readonly domain: string;
  readonly provider: string;
  recipients: number;
  withheld: number;
  lastAt: EpochSeconds;
};

/** What has been counted since the last drain. Cells add up in any order: the same key may come more than once. */
export type Delta = {
  readonly deferrals: readonly Readonly<DeferralCell>[];
  readonly attempts: readonly Readonly<AttemptCell>[];
  readonly destinations: readonly Readonly<DestinationCell>[];
};

const NO_DELAYS: readonly number[] = new Array<number>(DELAY_BANDS.length + 1).fill(0);

export function emptyDeferral(
  bucket: EpochSeconds,
  writer: Writer,
  remote: RemoteHost | null,
  meaning: Meaning,
): DeferralCell {
  return { bucket, writer, remote, meaning, recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
}

export function emptyAttempt(
  bucket: EpochSeconds,
  writer: Writer,
  remote: RemoteHost,
): AttemptCell {
  return {
    bucket,
    writer,
    remote,
    delivered: 0,
    deferred: 0,
    bounced: 0,
    lost: 0,
    unreachable: 0,
    delays: NO_DELAYS.slice(),
  };
}

export function emptyDestination(
  day: EpochSeconds,
  domain: string,
  provider: string,
): DestinationCell {
  return { day, domain, provider, recipients: 0, withheld: 0, lastAt: 0 };
}

/** The value under a key, made and kept when there is none yet. */
export function cellAt<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
