import type { DeliveryEvent } from "../domain/delivery-event.ts";
import type { EpochMs } from "../domain/time.ts";

/** How many of the last events are compared: what a syslog relay sends again stands close to the first. */
const COMPARED = 64;

/** Places where the last events leave a trace, a power of two: most events share theirs with none. */
const TRACES = 1 << 12;

/**
 * Knows a line that came twice: a syslog relay that reconnects repeats what it was not sure of. The same process cannot tell
 * of the same recipient of the same message twice at the same instant, and Exim writes some refusals of clients to two logs that
 * may meet in one syslog. Lines without a recipient may well repeat, and so may those of nobody knows which process.
 */
export class Duplicates {
  /** When and by which process the last events were told: numbers side by side, because every event is held against them. */
  readonly #at = new Float64Array(COMPARED);
  readonly #pid = new Int32Array(COMPARED);
  readonly #last: DeliveryEvent[] = [];
  readonly #traces = new Uint8Array(TRACES);
  #next = 0;

  isRepeat(event: DeliveryEvent): boolean {
    const { at, pid } = event;
    if (pid === null || subjectOf(event) === null) return false;
    const trace = traceOf(at, pid);
    if (this.#traces[trace] !== 0 && this.#isAmongLast(event, at, pid)) return true;
    this.#remember(event, at, pid);
    this.#traces[trace] = (this.#traces[trace] ?? 0) + 1;
    return false;
  }

  #isAmongLast(event: DeliveryEvent, at: EpochMs, pid: number): boolean {
    for (let place = 0; place < COMPARED; place++) {
      if (this.#at[place] !== at || this.#pid[place] !== pid) continue;
      const one = this.#last[place];
      if (one !== undefined && isSame(one, event)) return true;
    }
    return false;
  }

  /** In the place of the oldest, whose trace goes. */
  #remember(event: DeliveryEvent, at: EpochMs, pid: number): void {
    const next = this.#next;
    if (this.#last[next] !== undefined) {
      const trace = traceOf(this.#at[next] ?? 0, this.#pid[next] ?? 0);
      this.#traces[trace] = (this.#traces[trace] ?? 1) - 1;
    }
    this.#at[next] = at;
    this.#pid[next] = pid;
    this.#last[next] = event;
    this.#next = (next + 1) % COMPARED;
  }
}

function traceOf(at: EpochMs, pid: number): number {
  return (Math.imul(at / 1000, 31) + pid) & (TRACES - 1);
}

function isSame(one: DeliveryEvent, other: DeliveryEvent): boolean {
  return (
    one.queueId === other.queueId &&
    one.kind === other.kind &&
    one.writer === other.writer &&
    subjectOf(one) === subjectOf(other)
  );
}

function subjectOf(event: DeliveryEvent): string | null {
  switch (event.kind) {
    case "delivered":
    case "refused":
    case "bounced":
    case "lost":
    case "withheld":
      return event.recipient;
    case "inboundRefusal":
      return event.mark;
    case "unreachable":
    case "expired":
    case "removed":
    case "elsewhere":
      return null;
  }
}
