import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP, value } from "../../../src/domain/outcome.ts";
import type { Interpret } from "../../../src/domain/steps.ts";
import { clientRefusal } from "./client-refusals.ts";
import { connectEvent, informationalEvent } from "./connection-events.ts";
import { DELIVERY_DAEMONS, mayRefuseClients, SILENT_DAEMONS } from "./daemons.ts";
import { createPeerReader } from "./peer.ts";
import { queueIdLengthOf } from "./queue-id.ts";
import { createQuoteReader } from "./quote.ts";
import { statusEvent } from "./status-events.ts";
import { parseStatusRecord } from "./status-record.ts";

/** What makes an unread line look like one about a delivery, and so worth reporting. */
const DELIVERY_WORDS: readonly string[] = [
  ": to=<",
  "status=",
  " said: ",
  "refused to talk to me: ",
  "lost connection with ",
  " timed out while ",
];

/** Interprets what Postfix's delivery agents, retry service and queue manager say (formats part B), and what clients were told (C). */
export function createPostfixInterpreter(): Interpret {
  const peers = createPeerReader();
  const readers = { peers, quotes: createQuoteReader(peers) };
  return (record) => {
    const { daemon } = record.writer;
    if (DELIVERY_DAEMONS.has(daemon)) return deliveryOutcome(record);
    const refusal = mayRefuseClients(daemon) ? clientRefusal(record) : null;
    if (refusal !== null) return value(refusal);
    return SILENT_DAEMONS.has(daemon) ? SKIP : deliveryOutcome(record);
  };

  function deliveryOutcome(record: LogRecord): Outcome<DeliveryEvent> {
    const { message } = record;
    if (isAside(message)) return SKIP;
    const idLength = queueIdLengthOf(message);
    if (idLength > 0) {
      const outcome = queuedEvent(record, message.slice(0, idLength), idLength + 2);
      if (outcome !== null) return outcome;
    }
    if (message.startsWith("connect to ")) return connectEvent(record, peers);
    return isSuspect(record) ? issue("unknown-record", message) : SKIP;
  }

  function queuedEvent(
    record: LogRecord,
    queueId: string,
    start: number,
  ): Outcome<DeliveryEvent> | null {
    const { message } = record;
    if (message.startsWith("to=", start)) {
      const status = parseStatusRecord(message, start);
      return status === null ? null : statusEvent(record, queueId, status, readers);
    }
    if (message.startsWith("from=", start)) return endedEvent(record, queueId, start);
    if (message.startsWith("status=", start)) return SKIP;
    return informationalEvent(record, queueId, start, peers);
  }
}

/** Postfix marks what is not routine with a word before everything else (util/msg_output.c): no delivery record has one. */
const SEVERITIES: readonly string[] = ["warning: ", "error: ", "fatal: ", "panic: "];

function isAside(message: string): boolean {
  return message.charCodeAt(0) >= 0x61 && SEVERITIES.some((word) => message.startsWith(word));
}

/** How the record of an attempt ends, whatever its sender is called. */
const ACTIVE = " (queue active)";

/** `4ABC: from=<a@example.org>, status=expired, returned to sender` (qmgr; also force-expired); else nothing of interest. */
function endedEvent(record: LogRecord, queueId: string, start: number): Outcome<DeliveryEvent> {
  if (record.message.endsWith(ACTIVE)) return SKIP;
  const status = record.message.lastIndexOf(">, status=") + 10;
  if (status < start || !record.message.slice(status, status + 14).includes("expired,"))
    return SKIP;
  const { at, writer, pid } = record;
  return value({ kind: "expired", at, writer, pid, queueId, recipient: null });
}

/** A line of a delivery daemon that speaks like a delivery and was not read. */
function isSuspect({ message, writer }: LogRecord): boolean {
  return (
    DELIVERY_DAEMONS.has(writer.daemon) && DELIVERY_WORDS.some((words) => message.includes(words))
  );
}
