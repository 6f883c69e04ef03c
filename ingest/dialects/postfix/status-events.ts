import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord, Writer } from "../../../src/domain/log-record.ts";
import { issue, type Outcome, value } from "../../../src/domain/outcome.ts";
import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { Stage } from "../../../src/domain/stage.ts";
import type { EpochMs } from "../../../src/domain/time.ts";
import { NO_CONTACT_DAEMONS } from "./daemons.ts";
import type { PeerReader } from "./peer.ts";
import type { QuoteReader } from "./quote.ts";
import { parseReason, type Reason } from "./reason.ts";
import { parseReply } from "./reply.ts";
import { reasonOf, type StatusRecord } from "./status-record.ts";

const SUSPENDED = "delivery temporarily suspended: ";

/** Reasons that name no host although a conversation with `relay=` had begun: it broke off without a reply. */
const BROKEN_OFF: readonly string[] = [
  "Cannot start TLS: ",
  "Server certificate not ",
  "TLS is required, but was not offered ",
  "local data error while talking to ",
  "Protocol error: ",
  "SASL ",
];

/** What the queue manager and the retry service say themselves: no contact was made, whoever the envelope says wrote it. */
const NO_CONTACT: readonly string[] = [
  "deferred transport",
  "mail transport unavailable",
  "unknown mail transport error",
];

/** Who reads what stands in a record again and again: it is read once. */
export type Readers = { readonly peers: PeerReader; readonly quotes: QuoteReader };

type Parsed = {
  readonly at: EpochMs;
  readonly writer: Writer;
  readonly pid: number | null;
  readonly message: string;
  readonly queueId: string;
  readonly status: StatusRecord;
  readonly readers: Readers;
};

/** What one delivery status record says: the fate of one recipient at one try. */
export function statusEvent(
  record: LogRecord,
  queueId: string,
  status: StatusRecord,
  readers: Readers,
): Outcome<DeliveryEvent> {
  const { at, writer, pid, message } = record;
  const parsed = { at, writer, pid, message, queueId, status, readers };
  switch (status.status) {
    case "sent":
      return sentEvent(parsed);
    case "deferred":
    case "SOFTBOUNCE":
      return notDeliveredEvent(parsed, reasonOf(message, status));
    case "bounced":
      return bouncedEvent(parsed, reasonOf(message, status));
    case "deliverable":
    case "undeliverable":
    case "undeliverable-but-not-cached":
    case "expired":
      return elsewhere(parsed);
    default:
      return issue("unknown-record", message);
  }
}

function sentEvent(parsed: Parsed): Outcome<DeliveryEvent> {
  const { at, writer, pid, queueId, status } = parsed;
  const remote = parsed.readers.peers(status.relay);
  if (remote === null) return elsewhere(parsed);
  const { recipient } = status;
  const delay = secondsOf(status.delay);
  return value({ kind: "delivered", at, writer, pid, queueId, remote, recipient, delay });
}

function secondsOf(text: string): number | null {
  const seconds = Number(text);
  return text !== "" && seconds >= 0 ? seconds : null;
}

/** The retry service and the queue manager never open a connection; the prefix says so whoever writes it. */
function notDeliveredEvent(parsed: Parsed, reason: string): Outcome<DeliveryEvent> {
  if (reason.startsWith(SUSPENDED)) return withheldEvent(parsed, reason.slice(SUSPENDED.length));
  if (NO_CONTACT_DAEMONS.has(parsed.writer.daemon) || NO_CONTACT.includes(reason))
    return withheldEvent(parsed, reason);
  return deferredEvent(parsed, reason);
}

function withheldEvent(parsed: Parsed, quoted: string): Outcome<DeliveryEvent> {
  const { at, writer, pid, queueId } = parsed;
  const { recipient, dsn } = parsed.status;
  const { remote, stage, reply } = parsed.readers.quotes(quoted, dsn);
  const reason = reply === null ? quoted : "";
  return value({
    kind: "withheld",
    at,
    writer,
    pid,
    queueId,
    remote,
    recipient,
    stage,
    reply,
    dsn,
    reason,
  });
}

function deferredEvent(parsed: Parsed, text: string): Outcome<DeliveryEvent> {
  const { at, writer, pid, queueId, status } = parsed;
  const { recipient, dsn } = status;
  const reason = parseReason(text, parsed.readers.peers);
  if (reason === null) return issue("unknown-reason", parsed.message);
  switch (reason.kind) {
    case "replied": {
      const reply = parseReply(reason.reply, dsn, reason.isCut);
      if (reply === null) return issue("malformed-reply", parsed.message);
      const { remote, stage } = reason;
      const isLmtp = writer.daemon === "lmtp" || remote.ip === null;
      const ownReply = stage === "rcpt" || (stage === "eod" && isLmtp);
      return value({
        kind: "refused",
        at,
        writer,
        pid,
        queueId,
        remote,
        recipient,
        stage,
        reply,
        dsn,
        ownReply,
      });
    }
    case "lost":
      return lostEvent(parsed, reason.remote, reason.stage);
    case "unreachable":
      return elsewhere(parsed);
    case "local":
      return brokenOffEvent(parsed, text) ?? localEvent(parsed);
  }
}

/** A reason of our own. One that was cut short may have been another: it is not guessed at. */
function localEvent(parsed: Parsed): Outcome<DeliveryEvent> {
  if (!parsed.message.endsWith(")")) return issue("unknown-reason", parsed.message);
  return elsewhere(parsed);
}

/** A TLS, login or protocol failure inside a conversation counts as a lost one: contact was made, nothing was answered. */
function brokenOffEvent(parsed: Parsed, text: string): Outcome<DeliveryEvent> | null {
  if (!BROKEN_OFF.some((opening) => text.startsWith(opening))) return null;
  const remote = parsed.readers.peers(parsed.status.relay);
  if (remote === null) return null;
  return lostEvent(parsed, remote, brokenStageOf(text));
}

function brokenStageOf(text: string): Stage {
  if (text.startsWith("SASL ")) return "auth";
  return text.includes("TLS") || text.startsWith("Server") ? "starttls" : "unknown";
}

function lostEvent(parsed: Parsed, remote: RemoteHost, stage: Stage): Outcome<DeliveryEvent> {
  const { at, writer, pid, queueId, status } = parsed;
  const { recipient } = status;
  return value({ kind: "lost", at, writer, pid, queueId, remote, recipient, stage });
}

function bouncedEvent(parsed: Parsed, text: string): Outcome<DeliveryEvent> {
  const { status, readers } = parsed;
  const { peers } = readers;
  const reason = parseReason(text, peers);
  if (reason === null) return issue("unknown-reason", parsed.message);
  const remote = bouncerOf(reason, peers(status.relay));
  const { recipient } = status;
  if (remote === null) return value({ kind: "elsewhere", ...baseOf(parsed), givenUp: recipient });
  return value({ kind: "bounced", ...baseOf(parsed), remote, recipient });
}

/** Who refused for good: the host that is quoted, else the one the conversation was with, else nobody remote. */
function bouncerOf(reason: Reason, relay: RemoteHost | null): RemoteHost | null {
  switch (reason.kind) {
    case "replied":
    case "lost":
      return reason.remote;
    case "unreachable":
      return null;
    case "local":
      return relay;
  }
}

function elsewhere(parsed: Parsed): Outcome<DeliveryEvent> {
  return value({ kind: "elsewhere", ...baseOf(parsed) });
}

function baseOf({ at, writer, pid, queueId }: Parsed) {
  return { at, writer, pid, queueId };
}
