import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP } from "../../../src/domain/outcome.ts";
import { connectEvent, informationalEvent } from "./connection-events.ts";
import { DELIVERY_DAEMONS, SILENT_DAEMONS } from "./daemons.ts";
import { createPeerReader } from "./peer.ts";
import { statusEvent } from "./status-events.ts";
import { parseStatusRecord } from "./status-record.ts";

/** What a record says about outgoing delivery. */
export type Interpret = (record: LogRecord) => Outcome<DeliveryEvent>;

/** What makes an unread line look like one about a delivery, and so worth reporting. */
const DELIVERY_WORDS: readonly string[] = [
  "status=",
  " said: ",
  "refused to talk to me: ",
  "lost connection with ",
  " timed out while ",
];

/** Interprets what Postfix's delivery agents, retry service and queue manager say (formats part B). */
export function createPostfixInterpreter(): Interpret {
  const peers = createPeerReader();
  return (record) => {
    const { writer, message } = record;
    if (SILENT_DAEMONS.has(writer.daemon) || isAside(message)) return SKIP;
    const idLength = queueIdLengthOf(message);
    if (idLength > 0) {
      const outcome = queuedEvent(record, message.slice(0, idLength), idLength + 2);
      if (outcome !== null) return outcome;
    }
    if (message.startsWith("connect to ")) return connectEvent(record, peers);
    return isSuspect(record) ? issue("unknown-record", message) : SKIP;
  };

  function queuedEvent(
    record: LogRecord,
    queueId: string,
    start: number,
  ): Outcome<DeliveryEvent> | null {
    const { message } = record;
    if (message.startsWith("to=", start)) {
      const status = parseStatusRecord(message, start);
      return status === null ? null : statusEvent(record, queueId, status, peers);
    }
    if (message.startsWith("from=", start)) return endedEvent(record, queueId, start);
    return informationalEvent(record, queueId, start, peers);
  }
}

/** Postfix marks what is not routine with a word before everything else (util/msg_output.c): no delivery record has one. */
const SEVERITIES: readonly string[] = ["warning: ", "error: ", "fatal: ", "panic: "];

function isAside(message: string): boolean {
  return message.charCodeAt(0) >= 0x61 && SEVERITIES.some((word) => message.startsWith(word));
}

/** The length of the queue id before `: `, short or long (global/mail_queue.h), or 0 where a message begins without one. */
function queueIdLengthOf(message: string): number {
  let length = 0;
  while (length <= 20 && isAlphanumeric(message.charCodeAt(length))) length++;
  return length >= 5 && length <= 20 && message.startsWith(": ", length) ? length : 0;
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

/** `4ABC: from=<a@example.org>, status=expired, returned to sender` (qmgr; also force-expired); else nothing of interest. */
function endedEvent(record: LogRecord, queueId: string, start: number): Outcome<DeliveryEvent> {
  const status = record.message.indexOf(">, status=", start) + 10;
  if (status < 10 || !record.message.slice(status, status + 14).includes("expired,")) return SKIP;
  const { at, writer, pid } = record;
  return { kind: "value", value: { kind: "expired", at, writer, pid, queueId } };
}

/** A line of a delivery daemon that speaks like a delivery and was not read. */
function isSuspect({ message, writer }: LogRecord): boolean {
  return (
    DELIVERY_DAEMONS.has(writer.daemon) && DELIVERY_WORDS.some((words) => message.includes(words))
  );
}
