/**
 * A map that forgets what is oldest in bulk: it remembers at least the last `size` keys set and at most twice as many, at
 * the cost of a plain map.
 */
export class Generations<V> {
  readonly #size: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  constructor(size: number) {
    this.#size = size;
  }

  get(key: string): V | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: V): void {
    if (this.#young.size >= this.#size && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#old.delete(key);
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Everything still known, oldest first. */
  entries(): readonly (readonly [string, V])[] {
    return [...this.#old, ...this.#young];
  }
}
