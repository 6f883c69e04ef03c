import type { InboundReason } from "../domain/inbound-reason.ts";
import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { EpochSeconds } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";

/** Counts of one meaning in one cell: a row of the deferral view. */
export type DeferralCounts = {
  readonly meaning: Meaning;
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
};

/**
 * Counts of one minute × writer × remote: a row of the attempt view, and one of the deferral view for each meaning. `bands`
 * has the delay band of each delivery whose age is known, in the order they came.
 */
export type Cell = {
  readonly bucket: EpochSeconds;
  readonly writer: Writer;
  readonly remote: RemoteHost | null;
  delivered: number;
  deferred: number;
  bounced: number;
  lost: number;
  unreachable: number;
  readonly bands: number[];
  readonly deferrals: DeferralCounts[];
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

/** Refusals of clients in one minute × writer × code × reason: a row of the inbound_refusal view. `code` is 0 for none. */
export type InboundCell = {
  readonly bucket: EpochSeconds;
  readonly writer: Writer;
  readonly code: number;
  readonly reason: InboundReason;
  refusals: number;
};

/**
 * Counts of one hour × sender domain × remote. `throttled` are recipients refused by a 421, `throttling` those refused for a
 * throttling cause. The domain is `<>` for the null sender and empty for one that is not known.
 */
export type SenderCell = {
  readonly bucket: EpochSeconds;
  readonly domain: string;
  readonly remote: RemoteHost | null;
  attempts: number;
  deferred: number;
  throttled: number;
  throttling: number;
};

/** The sender of a message that is in the queue. */
export type Sending = {
  readonly message: number;
  readonly domain: string;
  readonly notedAt: EpochSeconds;
};

/** What was counted by sender, and how what is remembered has changed. `forgotten`: messages of which the last checkpoint knows. */
export type SendersDelta = {
  readonly cells: readonly Readonly<SenderCell>[];
  readonly noted: readonly Sending[];
  readonly forgotten: readonly number[];
};

/**
 * What has been counted since the last drain. Cells add up in any order: the same key may come more than once. They may be
 * gone through several times.
 */
export type Delta = {
  readonly cells: Iterable<Readonly<Cell>>;
  readonly destinations: readonly Readonly<DestinationCell>[];
  readonly inbound: readonly Readonly<InboundCell>[];
  /** Only where senders are counted. */
  readonly senders?: SendersDelta | null;
};

export function emptyCell(bucket: EpochSeconds, writer: Writer, remote: RemoteHost | null): Cell {
  return {
    bucket,
    writer,
    remote,
    delivered: 0,
    deferred: 0,
    bounced: 0,
    lost: 0,
    unreachable: 0,
    bands: [],
    deferrals: [],
  };
}

/** The counts of a meaning in a cell: a cell has few, mostly one. */
export function deferralsIn(cell: Cell, meaning: Meaning): DeferralCounts {
  for (const counts of cell.deferrals) if (counts.meaning === meaning) return counts;
  const made = { meaning, recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
  cell.deferrals.push(made);
  return made;
}

/** The value under a key, made and kept when there is none yet. */
export function cellAt<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
