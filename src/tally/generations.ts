/** Places where keys leave a trace, a power of two: most keys asked for were never set, and that is cheaper to see here. */
const TRACES = 1 << 16;
/** Characters that decide the place: the last ones of a queue id differ most. */
const TRACED = 7;

/** The keys of such a map: the old are forgotten when so many young ones have come. */
export type Ages<V> = {
  readonly old: ReadonlyMap<string, V>;
  readonly young: ReadonlyMap<string, V>;
};

/**
 * A map that forgets what is oldest in bulk: it remembers at least the last `size` keys set and at most twice as many, at
 * the cost of a plain map. One made of the ages of another forgets when that one would.
 */
export class Generations<V> {
  readonly #size: number;
  readonly #traces = new Uint8Array(TRACES);
  #young: Map<string, V>;
  #old: Map<string, V>;
  #turns = 0;

  constructor(size: number, { old, young }: Ages<V> = { old: new Map(), young: new Map() }) {
    this.#size = size;
    this.#old = new Map(old);
    this.#young = new Map(young);
    this.#traceAll();
  }

  get ages(): Ages<V> {
    return { old: this.#old, young: this.#young };
  }

  /** How often it has forgotten. */
  get turns(): number {
    return this.#turns;
  }

  get(key: string): V | undefined {
    if (this.#traces[traceOf(key)] === 0) return undefined;
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: V): void {
    if (this.#young.size >= this.#size && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#traceAll();
      this.#turns++;
    }
    this.#old.delete(key);
    this.#young.set(key, value);
    this.#traces[traceOf(key)] = 1;
  }

  delete(key: string): void {
    if (this.#traces[traceOf(key)] === 0) return;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  #traceAll(): void {
    this.#traces.fill(0);
    for (const keys of [this.#old, this.#young]) {
      for (const key of keys.keys()) this.#traces[traceOf(key)] = 1;
    }
  }
}

function traceOf(key: string): number {
  let hash = key.length;
  for (let at = Math.max(0, key.length - TRACED); at < key.length; at++) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  }
  return (hash ^ (hash >>> 16)) & (TRACES - 1);
}
