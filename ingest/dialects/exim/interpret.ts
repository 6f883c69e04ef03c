import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { type Outcome, SKIP, value } from "../../../src/domain/outcome.ts";
import type { Interpret } from "../../../src/domain/steps.ts";
import { deferredEvent, deliveredEvent, failedEvent } from "./address-events.ts";
import { clientRefusal } from "./client-refusals.ts";
import { baseOf } from "./events.ts";
import { hostEvent, oldHostEvent } from "./host-events.ts";
import { messageIdLengthOf } from "./message-id.ts";
import { createPeerReader } from "./peer.ts";

/**
 * Interprets Exim's main log (formats part D). Only lines that begin with a message id can be about a delivery; lines about
 * clients of ours and about callouts, which quote the replies of other hosts, have none or say so. Of those only what we told a
 * client is of interest.
 */
export function createEximInterpreter(): Interpret {
  const peers = createPeerReader();
  return (record) => {
    const { message } = record;
    const idLength = messageIdLengthOf(message);
    if (idLength === 0) return refusal(record, 0);
    const line = { record, queueId: message.slice(0, idLength), start: idLength + 4 };
    switch (message.slice(idLength + 1, idLength + 4)) {
      case "=> ":
      case "-> ":
      case ">> ":
        return deliveredEvent(line, peers);
      case "== ":
        return deferredEvent(line, peers);
      case "** ":
        return failedEvent(line, peers);
      case "*> ":
        return value({ kind: "elsewhere", ...baseOf(line) });
      case "<= ":
        return SKIP;
      default:
        return markless(line.record, line.queueId);
    }
  };

  function markless(record: LogRecord, queueId: string): Outcome<DeliveryEvent> {
    const { message } = record;
    const start = queueId.length + 1;
    const line = { record, queueId };
    if (isCompleted(message, start)) return value({ kind: "removed", ...baseOf(line) });
    const outcome = message.startsWith("H=", start)
      ? hostEvent(line, start, peers)
      : (oldHostEvent(line, start, peers) ?? SKIP);
    return outcome.kind === "skip" ? refusal(record, start) : outcome;
  }

  function refusal(record: LogRecord, start: number): Outcome<DeliveryEvent> {
    const event = clientRefusal(record, start);
    return event === null ? SKIP : value(event);
  }
}

/** `Completed`, `Completed QT=0.006s` */
function isCompleted(message: string, start: number): boolean {
  if (!message.startsWith("Completed", start)) return false;
  const end = start + "Completed".length;
  return message.length === end || message.startsWith(" QT=", end);
}
