import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";

const ADDRESS = "from=<";
const REMOVED = "removed";

/** `>, size=1234, nrcpt=1 (queue active)`: what stands behind the sender, whatever that is called. */
const BEHIND = ">, size=";
const ACTIVE = " (queue active)";

/**
 * Who sent a message that qmgr takes up, and that it is done with one:
 * `4ABC: from=<a@example.org>, size=1234, nrcpt=1 (queue active)`, `4ABC: removed`. Null for any other record.
 */
export function senderEvent(
  { at, writer, pid, message }: LogRecord,
  queueId: string,
  start: number,
): DeliveryEvent | null {
  const base = { kind: "sender", at, writer, pid, queueId } as const;
  if (message.endsWith(REMOVED) && message.length === start + REMOVED.length)
    return { ...base, sender: null };
  if (!message.startsWith(ADDRESS, start) || !message.endsWith(ACTIVE)) return null;
  const end = message.lastIndexOf(BEHIND);
  const from = start + ADDRESS.length;
  return end < from ? null : { ...base, sender: message.slice(from, end) };
}
