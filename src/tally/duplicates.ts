import type { DeliveryEvent } from "../domain/delivery-event.ts";
import { hashOf } from "../domain/text-hash.ts";
import type { EpochMs } from "../domain/time.ts";

/** How many of the last events are compared: what a syslog relay sends again stands close to the first. */
const COMPARED = 64;

/** Places where the last events leave a trace, a power of two: most events share theirs with none. */
const TRACES = 1 << 12;

/** The last events as a checkpoint keeps them: when, which process, and a salted hash of all that makes them the same. */
export type DuplicatesState = readonly (readonly [at: EpochMs, pid: number, identity: number])[];

/**
 * Knows a line that came twice: a syslog relay that reconnects repeats what it was not sure of. The same process cannot tell
 * of the same recipient of the same message twice at the same instant, and Exim writes some refusals of clients to two logs that
 * may meet in one syslog. Lines without a recipient may well repeat, and so may those of nobody knows which process. `salt` keeps
 * the recipients' hashes from being looked up elsewhere.
 */
export class Duplicates {
  readonly #salt: number;
  /** When and by which process the last events were told: numbers side by side, because every event is held against them. */
  readonly #at = new Float64Array(COMPARED);
  readonly #pid = new Int32Array(COMPARED);
  /** The events, or what a checkpoint kept of them. */
  readonly #last: (DeliveryEvent | number)[] = [];
  readonly #traces = new Uint8Array(TRACES);
  #next = 0;

  constructor(salt: number, state: DuplicatesState = []) {
    this.#salt = salt;
    for (const [at, pid, identity] of state.slice(-COMPARED)) this.#remember(at, pid, identity);
  }

  isRepeat(event: DeliveryEvent): boolean {
    const { at, pid } = event;
    if (pid === null || subjectOf(event) === null) return false;
    if (this.#traces[traceOf(at, pid)] !== 0 && this.#isAmongLast(event, at, pid)) return true;
    this.#remember(at, pid, event);
    return false;
  }

  /** Everything a later run must know, oldest first. */
  state(): DuplicatesState {
    return [...this.#last.keys()].map((place) => {
      const at = (this.#next + place) % this.#last.length;
      const one = this.#last[at] ?? 0;
      const identity = typeof one === "number" ? one : this.#identityOf(one);
      return [this.#at[at] ?? 0, this.#pid[at] ?? 0, identity] as const;
    });
  }

  #isAmongLast(event: DeliveryEvent, at: EpochMs, pid: number): boolean {
    for (let place = 0; place < COMPARED; place++) {
      if (this.#at[place] !== at || this.#pid[place] !== pid) continue;
      const one = this.#last[place];
      if (one !== undefined && this.#isSame(one, event)) return true;
    }
    return false;
  }

  /** In the place of the oldest, whose trace goes. */
  #remember(at: EpochMs, pid: number, one: DeliveryEvent | number): void {
    const next = this.#next;
    if (this.#last[next] !== undefined) this.#trace(this.#at[next] ?? 0, this.#pid[next] ?? 0, -1);
    this.#trace(at, pid, 1);
    this.#at[next] = at;
    this.#pid[next] = pid;
    this.#last[next] = one;
    this.#next = (next + 1) % COMPARED;
  }

  #trace(at: EpochMs, pid: number, step: number): void {
    const place = traceOf(at, pid);
    this.#traces[place] = (this.#traces[place] ?? 0) + step;
  }

  #isSame(one: DeliveryEvent | number, other: DeliveryEvent): boolean {
    if (typeof one === "number") return one === this.#identityOf(other);
    return (
      one.queueId === other.queueId &&
      one.kind === other.kind &&
      one.writer === other.writer &&
      subjectOf(one) === subjectOf(other)
    );
  }

  /** 53 bits. */
  #identityOf(event: DeliveryEvent): number {
    const { queueId, kind, writer } = event;
    const told = JSON.stringify([
      queueId,
      kind,
      writer.mta,
      writer.logHost,
      writer.service,
      subjectOf(event),
    ]);
    return (hashOf(told, ~this.#salt) >>> 11) * 2 ** 32 + hashOf(told, this.#salt);
  }
}

function traceOf(at: EpochMs, pid: number): number {
  return (Math.imul(at / 1000, 31) + pid) & (TRACES - 1);
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
    case "sender":
      return null;
  }
}
