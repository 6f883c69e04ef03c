/** Places where keys leave a trace, a power of two: most keys asked for were never set, and that is cheaper to see here. */
const TRACES = 1 << 16;
/** Characters that decide the place: the last ones of a queue id differ most. */
const TRACED = 7;

/**
 * A map that forgets what is oldest in bulk: it remembers at least the last `size` keys set and at most twice as many, at
 * the cost of a plain map.
 */
export class Generations<V> {
  readonly #size: number;
  readonly #traces = new Uint8Array(TRACES);
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  constructor(size: number) {
    this.#size = size;
  }

  get(key: string): V | undefined {
    if (this.#traces[traceOf(key)] === 0) return undefined;
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: V): void {
    if (this.#young.size >= this.#size && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#traces.fill(0);
      for (const kept of this.#old.keys()) this.#traces[traceOf(kept)] = 1;
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

  /** Everything still known, oldest first. */
  entries(): readonly (readonly [string, V])[] {
    return [...this.#old, ...this.#young];
  }
}

function traceOf(key: string): number {
  let hash = key.length;
  for (let at = Math.max(0, key.length - TRACED); at < key.length; at++) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  }
  return (hash ^ (hash >>> 16)) & (TRACES - 1);
}
