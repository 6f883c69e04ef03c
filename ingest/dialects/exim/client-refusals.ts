import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { InboundReason } from "../../../src/domain/inbound-reason.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { replyCodeAt } from "../../../src/domain/reply-code.ts";
import { separatorAt, unquotedIndexOf } from "./scan.ts";

/** Where Exim writes about a refusal. What goes to the main log and the reject log meets in syslog and is there twice. */
type Refusal = {
  readonly code: number | null;
  readonly reason: InboundReason;
  readonly isTwice: boolean;
};

/**
 * A temporary refusal that we gave to a client (formats D.8), or null. `start`: behind the message id, where there is one. The
 * reply's digits are logged only where the administrator's text begins with them.
 */
export function clientRefusal(record: LogRecord, start: number): DeliveryEvent | null {
  const { at, writer, pid, message } = record;
  const refusal = refusalAt(message, start);
  if (refusal === null) return null;
  const { code, reason, isTwice } = refusal;
  const mark = isTwice ? message : null;
  return { kind: "inboundRefusal", at, writer, pid, queueId: null, code, reason, mark };
}

type Read = (text: string, start: number) => Refusal | null;

/** What Exim says itself, without asking an ACL (daemon.c, smtp_in.c, receive.c). */
const OPENINGS: readonly (readonly [string, Read])[] = [
  ["Connection from [", refusedConnection],
  ["temporarily refused connection from ", reservedConnection],
  ["SMTP command timeout on ", () => ownRefusal("timeout")],
  ["SMTP data timeout (message abandoned) on connection from ", () => ownRefusal("timeout")],
  ["rejected MAIL ", tooManyMessages],
  ["H=", temporarilyRejected],
  ["U=", temporarilyRejected],
];

function refusalAt(text: string, start: number): Refusal | null {
  const found = OPENINGS.find(([opening]) => text.startsWith(opening, start));
  return found === undefined ? null : found[1](text, start);
}

function ownRefusal(reason: InboundReason, isTwice = false): Refusal {
  return { code: null, reason, isTwice };
}

/** `Connection from [192.0.2.9] refused: too many connections from that IP address`, `… refused: load average = 12.34` */
function refusedConnection(text: string, start: number): Refusal | null {
  const end = text.indexOf("]", start);
  const verb = text.indexOf(" refused: ", end);
  if (end < 0 || verb < 0 || verb > end + 7) return null;
  const words = text.slice(verb + " refused: ".length);
  if (words.startsWith("too many connections")) return ownRefusal("too_many_connections");
  return words.startsWith("load average") ? ownRefusal("load") : null;
}

/** `temporarily refused connection from H=… [192.0.2.9]: not in reserve list and load average = 9.50` */
function reservedConnection(text: string, start: number): Refusal {
  const isLoad = text.indexOf("load average = ", start) >= 0;
  return ownRefusal(isLoad ? "load" : "too_many_connections", true);
}

/** `rejected MAIL command H=… [192.0.2.9]: too many messages in one connection` */
function tooManyMessages(text: string): Refusal | null {
  return text.endsWith(": too many messages in one connection")
    ? ownRefusal("too_many_messages", true)
    : null;
}

const REJECTED = "rejected ";
const TEMPORARILY = " temporarily ";

/** `H=(me) [192.0.2.9] F=<a@example.org> temporarily rejected RCPT <b@example.net>: 421 4.7.0 slow down please` (acl.c, smtp_in.c) */
function temporarilyRejected(text: string, start: number): Refusal | null {
  const verb = unquotedIndexOf(text, REJECTED, start);
  if (verb < 0 || !text.startsWith(TEMPORARILY, verb - TEMPORARILY.length)) return null;
  const first = separatorAt(text, start);
  if (first >= 0 && first < verb) return null;
  const what = verb + REJECTED.length;
  const colon = separatorAt(text, what);
  const words = colon < 0 ? "" : text.slice(colon + 2);
  const code = replyCodeAt(words, 0);
  const hasCode = code !== 0 && code < 500 && (words.length === 3 || words[3] === " ");
  const reason = reasonOf(text.slice(what, what + 24), words);
  return { code: hasCode ? code : null, reason, isTwice: true };
}

/** `greylisted`, `Greylisting in action`: what administrators write */
const GREYLISTED = /gr[ae]y-?list/iu;

/** `Could not complete sender verify callout`, `… recipient verify` (smtp_in.c) */
const UNVERIFIED = /^Could not complete \S+ verify/u;

/** What was refused, by its first words. */
const WHATS: readonly (readonly [string, InboundReason])[] = [
  ["RCPT", "recipient"],
  ["MAIL", "sender"],
  ["connection", "client"],
  ["EHLO", "helo"],
  ["HELO", "helo"],
  ["DATA", "message"],
  ["after DATA", "message"],
  ["during MIME", "message"],
  ["by local_scan", "message"],
];

function reasonOf(what: string, words: string): InboundReason {
  if (GREYLISTED.test(words)) return "greylisting";
  if (UNVERIFIED.test(words)) return "verification";
  return WHATS.find(([opening]) => what.startsWith(opening))?.[1] ?? "other";
}
