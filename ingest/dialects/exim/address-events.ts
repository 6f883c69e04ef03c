import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import { issue, type Outcome, value } from "../../../src/domain/outcome.ts";
import type { Stage } from "../../../src/domain/stage.ts";
import {
  type DeferRecord,
  failureOf,
  parseAddressRecord,
  parseDeferRecord,
} from "./address-record.ts";
import { parseDuration } from "./duration.ts";
import { baseOf, type Line, refusedEvent } from "./events.ts";
import type { PeerReader } from "./peer.ts";
import { isLongFailing, parseReason, type Reason, type Replied } from "./reason.ts";

/** A line about one address: the record, its message id, and where the text behind the mark starts. */
type AddressLine = Line & { readonly start: number };

/** `=>`, `->` and `>>`: handed over. Without a host it stayed on this machine. */
export function deliveredEvent(line: AddressLine, peers: PeerReader): Outcome<DeliveryEvent> {
  const { message } = line.record;
  const parsed = parseAddressRecord(message, line.start, peers);
  if (parsed === null || parsed.isBroken) return issue("unknown-record", message);
  const { remote, recipient } = parsed;
  if (remote === null) return value({ kind: "elsewhere", ...baseOf(line) });
  return value({
    kind: "delivered",
    ...baseOf(line),
    remote,
    recipient,
    delay: delayOf(message),
  });
}

const QUEUE_TIME = " QT=";

/** The time in the queue, which stands behind the quotes in which the remote host may have written. */
function delayOf(message: string): number | null {
  const start = message.lastIndexOf(QUEUE_TIME);
  if (start < 0 || message.lastIndexOf('"') > start) return null;
  const end = message.indexOf(" ", start + QUEUE_TIME.length);
  const isLast = end < 0 || message.startsWith(" DT=", end);
  if (!isLast) return null;
  return parseDuration(message.slice(start + QUEUE_TIME.length, end < 0 ? undefined : end));
}

/** `==`: put off. Who put it off stands in the message; `H=` is trusted only where there is one (formats D.7). */
export function deferredEvent(line: AddressLine, peers: PeerReader): Outcome<DeliveryEvent> {
  const { message } = line.record;
  const parsed = parseDeferRecord(message, line.start, peers);
  if (parsed === null || parsed.isBroken) return issue("unknown-record", message);
  if (parsed.message === null) return value({ kind: "elsewhere", ...baseOf(line) });
  const reason = parseReason(parsed.message, peers);
  if (reason === null) return issue("malformed-reply", message);
  return value(deferralOf(line, parsed, parsed.message, reason));
}

/**
 * The command that was refused, where the number names it (ERRNO_RCPT4XX and its like). A peer with CHUNKING answers MAIL and
 * RCPT when Exim has sent its data already, and the words are then about that.
 */
const STAGES: Readonly<Record<string, Stage>> = { "-44": "rcpt", "-45": "mail" };

function atItsStage(reason: Replied, errno: string): Replied {
  return { ...reason, stage: STAGES[errno] ?? reason.stage };
}

function deferralOf(
  line: AddressLine,
  { recipient, remote: host, errno }: DeferRecord,
  words: string,
  reason: Reason,
): DeliveryEvent {
  const elsewhere = { kind: "elsewhere", ...baseOf(line) } as const;
  switch (reason.kind) {
    case "replied":
      return refusedEvent(line, atItsStage(reason, errno), host, recipient) ?? elsewhere;
    case "lost": {
      const remote = reason.remote ?? host;
      if (remote === null) return elsewhere;
      return { kind: "lost", ...baseOf(line), remote, recipient, stage: reason.stage };
    }
    case "withheld":
      return {
        kind: "withheld",
        ...baseOf(line),
        remote: host,
        recipient,
        stage: "unknown",
        reply: null,
        dsn: null,
        reason: words,
      };
    case "unreachable":
    case "local":
      return elsewhere;
  }
}

const GIVEN_UP = "retry timeout exceeded";

/**
 * `**`: failed. A reply of a remote host makes it a bounce; a time limit of ours an end without one, unless the host itself says
 * the words of that and refuses for good.
 */
export function failedEvent(line: AddressLine, peers: PeerReader): Outcome<DeliveryEvent> {
  const { message } = line.record;
  const parsed = parseAddressRecord(message, line.start, peers);
  if (parsed === null || parsed.isBroken) return issue("unknown-record", message);
  const words = failureOf(message, parsed);
  const { recipient } = parsed;
  const reason = parseReason(words, peers);
  const code = reason?.kind === "replied" ? reason.reply.code : 0;
  const isGivenUp = code < 500 && (words.endsWith(GIVEN_UP) || isLongFailing(words));
  if (isGivenUp) return value({ kind: "expired", ...baseOf(line), recipient });
  const remote = reason?.kind === "replied" ? (reason.remote ?? parsed.remote) : null;
  if (remote === null) return value({ kind: "elsewhere", ...baseOf(line), givenUp: recipient });
  return value({ kind: "bounced", ...baseOf(line), remote, recipient });
}
