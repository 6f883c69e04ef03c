import type { InboundReason } from "./inbound-reason.ts";
import type { Writer } from "./log-record.ts";
import type { RemoteHost } from "./remote-host.ts";
import type { Reply } from "./reply.ts";
import type { Stage } from "./stage.ts";
import type { EpochMs } from "./time.ts";

/** What every event says: when, who wrote it, about which message. `queueId` is null on connection-level lines. */
type Base = {
  readonly at: EpochMs;
  readonly writer: Writer;
  readonly pid: number | null;
  readonly queueId: string | null;
};

/** A recipient was handed over. `delay` is the age of the message in seconds, null where the log has none. */
type Delivered = Base & {
  readonly kind: "delivered";
  readonly remote: RemoteHost;
  readonly recipient: string;
  readonly delay: number | null;
};

/**
 * A remote host gave a temporary refusal. `recipient` is null on an informational line: the MTA went on to the next host.
 * `ownReply`: this line alone is one reply (RCPT, and LMTP end of data), so it never merges with its neighbours.
 * `mark`: what all lines about this reply have in common, where their texts differ (Exim: first line and command); else they
 * are compared by their text. The name of `remote` is empty where no line says who it was (Exim 4.85 to 4.89).
 */
type Refused = Base & {
  readonly kind: "refused";
  readonly remote: RemoteHost;
  readonly recipient: string | null;
  readonly stage: Stage;
  readonly reply: Reply;
  readonly dsn: string | null;
  readonly ownReply: boolean;
  readonly mark?: string;
};

/** A recipient was refused for good by a remote host. */
type Bounced = Base & {
  readonly kind: "bounced";
  readonly remote: RemoteHost;
  readonly recipient: string;
};

/** A conversation broke off or timed out without a reply. `recipient` is null on an informational line. */
type Lost = Base & {
  readonly kind: "lost";
  readonly remote: RemoteHost;
  readonly recipient: string | null;
  readonly stage: Stage;
};

/** No connection came about: nothing was said at all. */
type Unreachable = Base & { readonly kind: "unreachable"; readonly remote: RemoteHost };

/**
 * Our own MTA deferred a recipient without contact. It may quote an old reply (`reply`, `remote`), or a reason in words
 * (`reason`, empty when a reply is quoted).
 */
type Withheld = Base & {
  readonly kind: "withheld";
  readonly remote: RemoteHost | null;
  readonly recipient: string;
  readonly stage: Stage;
  readonly reply: Reply | null;
  readonly dsn: string | null;
  readonly reason: string;
};

/**
 * A message was given up after its time in the queue: what its last try met is no longer open. `recipient` is null where
 * that goes for all that were left.
 */
type Expired = Base & { readonly kind: "expired"; readonly recipient: string | null };

/** The message has left the queue, whatever became of its recipients: nothing of it is open any longer (Exim `Completed`). */
type Removed = Base & { readonly kind: "removed" };

/**
 * A delivery record that concerns no remote host: local delivery, probe, failure before any contact. Understood, not counted.
 * `givenUp` is a recipient that our own MTA bounced for a reason of its own.
 */
type Elsewhere = Base & { readonly kind: "elsewhere"; readonly givenUp?: string };

/**
 * Who sent a message, told when it came in or is taken up: an address, empty for the null sender; null once the message has left
 * the queue. Only read where somebody asked for it.
 */
type Sender = Base & { readonly kind: "sender"; readonly sender: string | null };

/**
 * The other direction: we gave a client of ours a temporary refusal. `code` is null where the MTA does not log what it said.
 * `mark` is what a second copy of the line would say again, where the MTA writes it to two logs; null elsewhere, never kept.
 */
type InboundRefusal = Base & {
  readonly kind: "inboundRefusal";
  readonly code: number | null;
  readonly reason: InboundReason;
  readonly mark: string | null;
};

export type DeliveryEvent =
  | Delivered
  | Refused
  | Bounced
  | Lost
  | Unreachable
  | Withheld
  | Expired
  | Removed
  | Elsewhere
  | Sender
  | InboundRefusal;

export type DeliveredEvent = Delivered;
export type RefusedEvent = Refused;
export type LostEvent = Lost;
export type WithheldEvent = Withheld;
export type InboundRefusalEvent = InboundRefusal;
