import type { DeliveryEvent } from "../domain/delivery-event.ts";

/** How many of the last events are compared: what a syslog relay sends again stands close to the first. */
const COMPARED = 64;

/**
 * Knows a line that came twice: a syslog relay that reconnects repeats what it was not sure of. The same process cannot tell
 * of the same recipient of the same message twice at the same instant. Lines without a recipient may well repeat, and so may
 * those of nobody knows which process.
 */
export class Duplicates {
  readonly #last: DeliveryEvent[] = [];
  #next = 0;

  isRepeat(event: DeliveryEvent): boolean {
    if (!("recipient" in event) || event.recipient === null || event.pid === null) return false;
    for (const one of this.#last) if (one.at === event.at && isSame(one, event)) return true;
    this.#last[this.#next] = event;
    this.#next = (this.#next + 1) % COMPARED;
    return false;
  }
}

function isSame(
  one: DeliveryEvent,
  other: DeliveryEvent & { readonly recipient: unknown },
): boolean {
  return (
    one.queueId === other.queueId &&
    one.pid === other.pid &&
    one.kind === other.kind &&
    one.writer === other.writer &&
    "recipient" in one &&
    one.recipient === other.recipient
  );
}
