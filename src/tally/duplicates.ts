import type { DeliveryEvent } from "../domain/delivery-event.ts";
import { COMPARED, type LastEvent, LastEvents, subjectOf } from "./last-events.ts";

/** Log hosts whose last events are remembered. The one that was silent longest is forgotten first. */
const HOSTS = 128;

/** The last events of each log host, as a checkpoint keeps them. */
export type DuplicatesState = readonly (readonly [logHost: string, last: readonly LastEvent[]])[];

/**
 * Knows a line that came twice: a syslog relay that reconnects repeats what it was not sure of. The same process cannot tell
 * of the same recipient of the same message twice at the same instant, and Exim writes some refusals of clients to two logs that
 * may meet in one syslog. Lines without a recipient may well repeat, and so may those of nobody knows which process. Each log host
 * is compared with itself: however many write at a time, the last events of each are at hand. `salt` keeps the recipients' hashes
 * from being looked up elsewhere.
 */
export class Duplicates {
  readonly #salt: number;
  readonly #byHost = new Map<string, LastEvents>();
  #turns = 0;
  #host: string | null = null;
  #last: LastEvents | null = null;

  constructor(salt: number, state: DuplicatesState = []) {
    this.#salt = salt;
    for (const [host, last] of state) this.#open(host, last);
  }

  isRepeat(event: DeliveryEvent): boolean {
    const { pid, writer } = event;
    if (pid === null || subjectOf(event) === null) return false;
    return this.#lastOf(writer.logHost).isAmong(event, pid);
  }

  /** Everything a later run must know, of the host that was silent longest first. */
  state(): DuplicatesState {
    return [...this.#byHost]
      .sort(([, one], [, other]) => one.turn - other.turn)
      .map(([host, last]) => [host, last.state()]);
  }

  #lastOf(host: string): LastEvents {
    if (host === this.#host && this.#last !== null) return this.#last;
    const last = this.#byHost.get(host) ?? this.#open(host, []);
    last.turn = ++this.#turns;
    this.#host = host;
    this.#last = last;
    return last;
  }

  #open(host: string, kept: readonly LastEvent[]): LastEvents {
    const last = this.#byHost.size < HOSTS ? new LastEvents(this.#salt) : this.#takeOldest();
    last.restore(kept);
    last.turn = ++this.#turns;
    this.#byHost.set(host, last);
    return last;
  }

  /** Room for another host: where every line has one of its own, making room anew would cost more than all the rest. */
  #takeOldest(): LastEvents {
    const [first] = this.#byHost;
    if (first === undefined) return new LastEvents(this.#salt);
    let oldest = first;
    for (const one of this.#byHost) if (one[1].turn < oldest[1].turn) oldest = one;
    this.#byHost.delete(oldest[0]);
    return oldest[1];
  }
}

/** What one process remembers, and beside it what others do that count into the same database. */
export function besideOthers(own: DuplicatesState, others: DuplicatesState): DuplicatesState {
  if (others.length === 0) return own;
  const ours = new Map(own);
  const joined = new Map<string, readonly LastEvent[]>();
  for (const [host, theirs] of others) joined.set(host, theirs.slice(-COMPARED));
  for (const [host, last] of ours) {
    const known = new Set(last.map(String));
    const theirs = (joined.get(host) ?? []).filter((one) => !known.has(String(one)));
    joined.delete(host);
    joined.set(host, [...theirs, ...last.slice(-COMPARED)]);
  }
  return [...joined].slice(-HOSTS);
}
