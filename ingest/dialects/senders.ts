import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../src/domain/log-record.ts";
import { type Outcome, value } from "../../src/domain/outcome.ts";
import type { Interpret } from "../../src/domain/steps.ts";
import type { Silence } from "../sources/sieve.ts";
import { senderOf } from "./exim/arrival.ts";
import { baseOf } from "./exim/events.ts";
import { messageIdLengthOf } from "./exim/message-id.ts";
import { QUEUE_MANAGERS, SILENCE } from "./postfix/daemons.ts";
import { queueIdLengthOf } from "./postfix/queue-id.ts";
import { senderEvent } from "./postfix/sender-events.ts";

const ARRIVAL = " <= ";

/** What the sieve drops where senders are counted: the queue manager's routine tells of them. */
export const SILENCE_BUT_SENDERS: Silence = {
  ...SILENCE,
  routine: { ...SILENCE.routine, endings: [] },
};

/** Also reads who sent a message: lines that tell of no delivery, and are otherwise passed over. */
export function namingSenders(interpret: Interpret): Interpret {
  return (record) => {
    const event = record.writer.mta === "exim" ? eximSender(record) : postfixSender(record);
    return event ?? interpret(record);
  };
}

function postfixSender(record: LogRecord): Outcome<DeliveryEvent> | null {
  if (!QUEUE_MANAGERS.has(record.writer.daemon)) return null;
  const idLength = queueIdLengthOf(record.message);
  if (idLength === 0) return null;
  const event = senderEvent(record, record.message.slice(0, idLength), idLength + 2);
  return event === null ? null : value(event);
}

/** `1xUQpD-0001pH-0k <= a@example.org H=…` */
function eximSender(record: LogRecord): Outcome<DeliveryEvent> | null {
  const { message } = record;
  const idLength = messageIdLengthOf(message);
  if (idLength === 0 || !message.startsWith(ARRIVAL, idLength)) return null;
  const line = { record, queueId: message.slice(0, idLength) };
  const sender = senderOf(message, idLength + ARRIVAL.length);
  return value({ kind: "sender", ...baseOf(line), sender });
}
