/** Slots at first; always a power of two. */
const SLOTS = 1 << 10;

/** What the store tells the set of messages in flight, and asks it. */
export type InFlightWatch = {
  readonly isCrowded: boolean;
  readonly isBlind: boolean;
  distrust(): void;
  refill(hashes: Iterable<number>): void;
};

/**
 * A set of 32-bit hashes that answers in a few nanoseconds. It may say yes to a number that was never added by that name
 * (another message with the same hash), never no to one that was.
 */
export class InFlight implements InFlightWatch {
  #slots = new Uint32Array(SLOTS);
  #size = 0;
  #restSize = 0;
  /** While it may be incomplete, everything is taken to be in it. */
  #isBlind = false;

  has(hash: number): boolean {
    if (this.#isBlind) return true;
    const slots = this.#slots;
    const last = slots.length - 1;
    const wanted = hash === 0 ? 1 : hash;
    for (let at = wanted & last; ; at = (at + 1) & last) {
      const found = slots[at];
      if (found === 0) return false;
      if (found === wanted) return true;
    }
  }

  add(hash: number): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    if (put(this.#slots, hash)) this.#size++;
  }

  /** Nothing is ever taken out: whether it holds so much that is over that it had better be filled anew. */
  get isCrowded(): boolean {
    return this.#size > 2 * this.#restSize + SLOTS * 64;
  }

  /** Memory held. */
  get bytes(): number {
    return this.#slots.byteLength;
  }

  get isBlind(): boolean {
    return this.#isBlind;
  }

  /** From now on everything is taken to be in it, until it is filled anew. */
  distrust(): void {
    this.#isBlind = true;
  }

  /** Forgets everything and holds these. */
  refill(hashes: Iterable<number>): void {
    this.#slots = new Uint32Array(SLOTS);
    this.#size = 0;
    for (const hash of hashes) this.add(hash);
    this.#restSize = this.#size;
    this.#isBlind = false;
  }

  #grow(): void {
    const grown = new Uint32Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) put(grown, hash);
    this.#slots = grown;
  }
}

/** Whether the hash was not there yet. 0 marks a free slot: the hash 0 is kept as 1. */
function put(slots: Uint32Array, hash: number): boolean {
  const last = slots.length - 1;
  const wanted = hash === 0 ? 1 : hash;
  let at = wanted & last;
  while (slots[at] !== 0) {
    if (slots[at] === wanted) return false;
    at = (at + 1) & last;
  }
  slots[at] = wanted;
  return true;
}
