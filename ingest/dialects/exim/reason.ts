import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { Reply } from "../../../src/domain/reply.ts";
import type { Stage } from "../../../src/domain/stage.ts";
import { commandAt, stageOfCommand } from "./command.ts";
import type { PeerReader } from "./peer.ts";
import { isUnfinished, markOf, parseReply } from "./reply.ts";
import { separatorAt } from "./scan.ts";

/**
 * What a message says happened (transports/smtp.c; formats D.4). `remote` is the host that the message itself names, as
 * releases up to 4.84 do; null where it stands outside. `local`: nothing that a remote host said or did.
 */
export type Reason =
  | Replied
  | { readonly kind: "lost"; readonly remote: RemoteHost | null; readonly stage: Stage }
  | { readonly kind: "withheld" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "local" };

export type Replied = {
  readonly kind: "replied";
  readonly remote: RemoteHost | null;
  readonly stage: Stage;
  readonly reply: Reply;
  readonly mark: string;
  /** One reply per recipient (LMTP, PRDR): no other line is about it. */
  readonly ownReply: boolean;
};

/** Reads the rest of a message behind the words it begins with. Null: it does not go on as Exim writes it. */
type ReadRest = (text: string, start: number, peers: PeerReader) => Reason | null;

/** What Exim writes about a conversation, by its first words. */
const OPENINGS: readonly (readonly [string, ReadRest])[] = [
  ["SMTP error from remote mail server after ", repliedReason],
  ["LMTP error after ", ownReason],
  ["PRDR error after ", ownReason],
  ["Remote host closed connection in response to ", closedReason],
  ["SMTP timeout after ", lostReason],
  ["SMTP timeout while connected to ", oldTimeoutReason],
  ["Remote host ", oldClosedReason],
  ["Malformed SMTP reply ", malformedReason],
  ["smtp send to ", sendReason],
  ["authentication required but ", () => ({ kind: "lost", remote: null, stage: "auth" })],
  ["failure while setting up TLS session", brokenTls],
  ["a TLS session is required", brokenTls],
  ["TLS session", brokenTls],
  ["TLS error", brokenTls],
  ["no SSL/TLS", brokenTls],
  ["bad first read from TLS conn", brokenTls],
  ["DANE ", brokenTls],
];

/** How messages begin that say Exim did not even try (deliver.c, transports/smtp.c). */
const WITHHELD: readonly string[] = [
  "retry time not reached",
  "SMTP delivery explicitly queued",
  "connection limit reached for all hosts",
  "concurrency limit reached for transport",
  "some host address lookups failed and retry time not reached",
  "domain matches queue_",
  "domain is held",
];

/** Failures of the network before any SMTP was spoken, in the words of the C libraries. */
const NETWORK: readonly string[] = [
  "Connection refused",
  "Connection timed out",
  "Operation timed out",
  "No route to host",
  "Network is unreachable",
  "Network unreachable",
  "Host is down",
  "Host is unreachable",
  "Cannot assign requested address",
  "Can't assign requested address",
  "Address family not supported",
  "Permission denied",
  "Operation not permitted",
];

/** Failures of a connection that had been made. */
const BROKEN: readonly string[] = ["Connection reset by peer", "Broken pipe"];

/** Reads a message. Null: it begins like one about a conversation and then does not go on as Exim writes it. */
export function parseReason(text: string, peers: PeerReader): Reason | null {
  for (const [opening, read] of OPENINGS) {
    if (text.startsWith(opening)) return read(text, opening.length, peers);
  }
  if (WITHHELD.some((words) => text.startsWith(words)) || isLongFailing(text))
    return { kind: "withheld" };
  if (NETWORK.some((words) => text.startsWith(words))) return { kind: "unreachable" };
  if (BROKEN.some((words) => text.startsWith(words)))
    return { kind: "lost", remote: null, stage: "unknown" };
  return { kind: "local" };
}

/** `all hosts for 'example.net' have been failing for a long time (and retry time not reached)` */
export function isLongFailing(text: string): boolean {
  return text.startsWith("all hosts") && text.includes(" have been failing for a long time");
}

/** `RCPT TO:<a@example.net>: 421 …`, up to 4.84 `RCPT TO:<a@example.net>: host mx.example.net [192.0.2.7]: 421 …` */
function repliedReason(text: string, start: number, peers: PeerReader): Reason | null {
  const at = commandAt(text, start);
  const colon = separatorAt(text, at);
  if (colon < 0) return null;
  const command = text.slice(at, colon);
  const said = text.slice(colon + 2);
  const named = said.startsWith("host ") ? peers(said, 5) : null;
  if (named === null) return replied(said, command, null);
  return replied(said.slice(named.end + 2), command, named.remote);
}

function replied(said: string, command: string, remote: RemoteHost | null): Replied | null {
  const reply = parseReply(said);
  if (reply === null) return null;
  const stage = stageOfCommand(command);
  return { kind: "replied", remote, stage, reply, mark: markOf(said, command), ownReply: false };
}

/** `DATA: 450 4.2.2 Mailbox full`: after the data each recipient has a reply of its own (RFC 2033 §4.2). */
function ownReason(text: string, start: number, peers: PeerReader): Reason | null {
  const reason = repliedReason(text, start, peers);
  return reason?.kind === "replied" ? { ...reason, stage: "eod", ownReply: true } : reason;
}

const EHLO_RESPONSE = " (EHLO response was: ";

/**
 * `HELO lab.example.net (EHLO response was: 421 4.7.0 Busy)`: the reply to EHLO, on which the host hung up. A reply of several
 * lines breaks the host line, so what can be seen may end early and without the parenthesis.
 */
function closedReason(text: string, start: number): Reason {
  const at = commandAt(text, start);
  const response = text.indexOf(EHLO_RESPONSE, at);
  if (response >= 0) {
    const said = text.slice(response + EHLO_RESPONSE.length);
    const isWhole = said.endsWith(")") && !isUnfinished(said);
    const reason = replied(isWhole ? said.slice(0, -1) : said, "EHLO", null);
    if (reason !== null) return reason;
  }
  return { kind: "lost", remote: null, stage: stageOfCommand(text.slice(at)) };
}

/** `end of data (1024 bytes written)` */
function lostReason(text: string, start: number): Reason {
  return { kind: "lost", remote: null, stage: stageOfCommand(text.slice(commandAt(text, start))) };
}

/** `mx.example.net [192.0.2.7] failed: Broken pipe` */
function sendReason(text: string, start: number, peers: PeerReader): Reason {
  return { kind: "lost", remote: peers(text, start)?.remote ?? null, stage: "unknown" };
}

/** Up to 4.84: `mx.example.net [192.0.2.7] after end of data` */
function oldTimeoutReason(text: string, start: number, peers: PeerReader): Reason | null {
  return oldLostReason(text, start, " after ", peers);
}

/** Up to 4.84: `mx.example.net [192.0.2.7] closed connection in response to HELO lab.example.net` */
function oldClosedReason(text: string, start: number, peers: PeerReader): Reason | null {
  return oldLostReason(text, start, " closed connection in response to ", peers);
}

function oldLostReason(
  text: string,
  start: number,
  verb: string,
  peers: PeerReader,
): Reason | null {
  const peer = peers(text, start);
  if (peer === null || !text.startsWith(verb, peer.end)) return null;
  const at = commandAt(text, peer.end + verb.length);
  return { kind: "lost", remote: peer.remote, stage: stageOfCommand(text.slice(at)) };
}

/**
 * `in response to RCPT TO:<a@example.net>: 4214.7.0 Busy`: no separator behind the digits. Where there are digits of a refusal
 * it is one; a line of anything else ends the conversation without a reply.
 */
function malformedReason(text: string, start: number, peers: PeerReader): Reason {
  const verb = text.indexOf("in response to ", start);
  const from = text.startsWith("from ", start) ? peers(text, start + 5) : null;
  const remote = from?.remote ?? null;
  if (verb < 0) return { kind: "lost", remote, stage: "unknown" };
  const at = commandAt(text, verb + "in response to ".length);
  const colon = separatorAt(text, at);
  const command = text.slice(at, colon < 0 ? text.length : colon);
  const reason = colon < 0 ? null : replied(text.slice(colon + 2), command, remote);
  if (reason === null) return { kind: "lost", remote, stage: stageOfCommand(command) };
  return { ...reason, reply: { ...reason.reply, enhanced: null, malformed: true } };
}

function brokenTls(): Reason {
  return { kind: "lost", remote: null, stage: "starttls" };
}
