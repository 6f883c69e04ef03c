/** Holds what arrives until it is asked for. */
export class Inbox<T> {
  #items: T[] = [];
  #isClosed = false;
  #wake: () => void = () => {};

  put(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Nothing more will arrive. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async *items(): AsyncGenerator<T> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#isClosed) return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}
