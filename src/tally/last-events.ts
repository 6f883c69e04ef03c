import type { DeliveryEvent } from "../domain/delivery-event.ts";
import { hashOf } from "../domain/text-hash.ts";
import type { EpochMs } from "../domain/time.ts";

/** How many of the last events are compared: what a syslog relay sends again stands close to the first. */
export const COMPARED = 64;

/** As many of two processes. */
const MOST = 2 * COMPARED;

/** Places where the last events leave a trace, a power of two: most events share theirs with none. */
const TRACES = 1 << 12;

/** An event as a checkpoint keeps it: when, which process, and a salted hash of all that makes it the same. */
export type LastEvent = readonly [at: EpochMs, pid: number, identity: number];

/** The last events of one log host that tell of a subject. */
export class LastEvents {
  /** The turn of whoever holds them at which they were last asked for. */
  turn = 0;
  readonly #salt: number;
  #size = COMPARED;
  /** When and by which process the last events were told: numbers side by side, because every event is held against them. */
  readonly #at = new Float64Array(MOST);
  readonly #pid = new Int32Array(MOST);
  /** The events, or what a checkpoint kept of them. */
  #last: (DeliveryEvent | number)[] = [];
  readonly #traces = new Uint8Array(TRACES);
  #next = 0;
  #state: readonly LastEvent[] | null = null;

  constructor(salt: number) {
    this.#salt = salt;
  }

  /** Begins again with what a checkpoint kept. Of two processes that read logs of one host it keeps the last events of both. */
  restore(kept: readonly LastEvent[]): void {
    this.#size = Math.min(MOST, Math.max(COMPARED, kept.length));
    this.#last = [];
    this.#traces.fill(0);
    this.#next = 0;
    this.#state = null;
    for (const [at, pid, identity] of kept.slice(-MOST)) this.#remember(at, pid, identity);
  }

  /** Whether one of them was this. Remembers it if not. */
  isAmong(event: DeliveryEvent, pid: number): boolean {
    const { at } = event;
    if (this.#traces[traceOf(at, pid)] !== 0 && this.#find(event, at, pid)) return true;
    this.#remember(at, pid, event);
    return false;
  }

  /** Everything a later run must know, oldest first. */
  state(): readonly LastEvent[] {
    this.#state ??= [...this.#last.keys()].map((place) => this.#kept(place));
    return this.#state;
  }

  #kept(place: number): LastEvent {
    const at = (this.#next + place) % this.#last.length;
    const one = this.#last[at] ?? 0;
    const identity = typeof one === "number" ? one : this.#identityOf(one);
    this.#last[at] = identity;
    return [this.#at[at] ?? 0, this.#pid[at] ?? 0, identity];
  }

  #find(event: DeliveryEvent, at: EpochMs, pid: number): boolean {
    for (let place = 0; place < this.#size; place++) {
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
    this.#next = (next + 1) % this.#size;
    this.#state = null;
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

/** What an event tells of that no other may tell of at the same instant; null where it tells of nothing like that. */
export function subjectOf(event: DeliveryEvent): string | null {
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
