import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import { issue, type Outcome, SKIP, value } from "../../../src/domain/outcome.ts";
import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import { baseOf, type Line, refusedEvent } from "./events.ts";
import { type PeerReader, UNNAMED_HOST } from "./peer.ts";
import { parseReason, type Reason } from "./reason.ts";

/** `:2525` behind an address */
const PORT = /^:\d{1,5}/u;

/**
 * `H=mx.example.net [192.0.2.7]: SMTP error …`, `H=mx.example.net [192.0.2.7] Connection refused`: one host of a delivery failed
 * (transports/smtp.c, write_logs). Without a colon the line may as well be about a client of ours: only words that Exim
 * writes about its own deliveries count then.
 */
export function hostEvent(line: Line, start: number, peers: PeerReader): Outcome<DeliveryEvent> {
  const { message } = line.record;
  const peer = peers(message, start + 2);
  if (peer === null) return SKIP;
  const port = PORT.exec(message.slice(peer.end, peer.end + 6))?.[0].length ?? 0;
  const rest = peer.end + port;
  const hasColon = message.startsWith(": ", rest);
  if (!hasColon && message.charCodeAt(rest) !== 0x20) return SKIP;
  const reason = parseReason(message.slice(rest + (hasColon ? 2 : 1)), peers);
  if (reason === null) return issue("malformed-reply", message);
  const isForeign = reason.kind === "local" || reason.kind === "withheld";
  if (isForeign) return hasColon ? issue("unknown-reason", message) : SKIP;
  return conversationEvent(line, reason, peer.remote);
}

/** How host lines of releases up to 4.89 begin that have no `H=`. */
const OLD_OPENINGS: readonly string[] = [
  "SMTP error from remote mail server after ",
  "SMTP timeout ",
  "Remote host ",
  "Malformed SMTP reply ",
];

/**
 * `SMTP error from remote mail server after DATA: host mx.example.net [192.0.2.7]: 421 …`, `mx.example.net [192.0.2.7] Connection
 * refused`: host lines of old releases. Null when the text is none.
 */
export function oldHostEvent(
  line: Line,
  start: number,
  peers: PeerReader,
): Outcome<DeliveryEvent> | null {
  const { message } = line.record;
  if (!OLD_OPENINGS.some((opening) => message.startsWith(opening, start)))
    return oldNetworkEvent(line, start, peers);
  const reason = parseReason(message.slice(start), peers);
  if (reason === null) return issue("malformed-reply", message);
  return conversationEvent(line, reason, null);
}

function oldNetworkEvent(
  line: Line,
  start: number,
  peers: PeerReader,
): Outcome<DeliveryEvent> | null {
  const { message } = line.record;
  if (message.indexOf(" [", start) !== message.indexOf(" ", start)) return null;
  const peer = peers(message, start);
  if (peer === null || message.charCodeAt(peer.end) !== 0x20) return null;
  const reason = parseReason(message.slice(peer.end + 1), peers);
  return reason?.kind === "unreachable" ? conversationEvent(line, reason, peer.remote) : null;
}

/**
 * A refusal for good is told again by the `**` lines of its recipients, which count it. A refusal by a host that nobody named
 * still is one; any other trouble with it says nothing.
 */
function conversationEvent(
  line: Line,
  reason: Reason,
  host: RemoteHost | null,
): Outcome<DeliveryEvent> {
  const base = baseOf(line);
  const elsewhere = { kind: "elsewhere", ...base } as const;
  switch (reason.kind) {
    case "replied":
      if (reason.reply.code >= 500) return value(elsewhere);
      return value(refusedEvent(line, reason, host ?? UNNAMED_HOST, null) ?? elsewhere);
    case "lost": {
      const remote = reason.remote ?? host;
      if (remote === null) return value(elsewhere);
      return value({ kind: "lost", ...base, remote, recipient: null, stage: reason.stage });
    }
    case "unreachable":
      if (host === null) return value(elsewhere);
      return value({ kind: "unreachable", ...base, remote: host });
    case "withheld":
    case "local":
      return SKIP;
  }
}
