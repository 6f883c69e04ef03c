import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP, value } from "../../../src/domain/outcome.ts";
import type { PeerReader } from "./peer.ts";
import { parseReason } from "./reason.ts";
import { parseReply } from "./reply.ts";

/** How the informational records begin that smtp/smtp_trouble.c writes for a host that is not the last to try. */
const OPENINGS: readonly string[] = [
  "host ",
  "lost connection with ",
  "conversation with ",
  "TLS is required, but host ",
  "SASL ",
];

/** `4ABC1: host mx.example.net[192.0.2.7] said: 421 …`: one host of several refused or was lost; Postfix tries the next. */
export function informationalEvent(
  record: LogRecord,
  queueId: string,
  start: number,
  peers: PeerReader,
): Outcome<DeliveryEvent> | null {
  if (!OPENINGS.some((opening) => record.message.startsWith(opening, start))) return null;
  const reason = parseReason(record.message.slice(start), peers);
  if (reason === null) return issue("unknown-reason", record.message);
  const base = { at: record.at, writer: record.writer, pid: record.pid, queueId };
  switch (reason.kind) {
    case "replied": {
      const reply = parseReply(reason.reply, null, reason.isCut);
      if (reply === null) return issue("malformed-reply", record.message);
      const { remote, stage } = reason;
      const ownReply = stage === "rcpt";
      return value({
        kind: "refused",
        ...base,
        remote,
        recipient: null,
        stage,
        reply,
        dsn: null,
        ownReply,
      });
    }
    case "lost": {
      const { remote, stage } = reason;
      return value({ kind: "lost", ...base, remote, recipient: null, stage });
    }
    case "unreachable":
    case "local":
      return SKIP;
  }
}

/** `connect to mx.example.net[192.0.2.7]:25: Connection refused`: one per address tried, before any SMTP. */
export function connectEvent(record: LogRecord, peers: PeerReader): Outcome<DeliveryEvent> {
  const reason = parseReason(record.message, peers);
  if (reason === null || reason.kind !== "unreachable")
    return issue("unknown-reason", record.message);
  const { at, writer, pid } = record;
  return value({ kind: "unreachable", at, writer, pid, queueId: null, remote: reason.remote });
}
