/** Objects known before everything is forgotten: bounds what endless wordings of a hostile remote host can hold. */
const MOST = 20_000;

/** Gives objects numbers, so that each is sent to the other thread once. 0 stands for none. */
export class Places<T extends object> {
  readonly #most: number;
  readonly #places = new Map<T, number>();
  #fresh: T[] = [];

  constructor(most: number = MOST) {
    this.#most = most;
  }

  of(value: T | null): number {
    if (value === null) return 0;
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.#places.size + 1;
    this.#places.set(value, place);
    this.#fresh.push(value);
    return place;
  }

  /** The objects that got a number since the last time, in the order of their numbers. */
  drain(): readonly T[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  get isFull(): boolean {
    return this.#places.size >= this.#most;
  }

  forget(): void {
    this.#places.clear();
  }
}

/** The other side: what stands at each place. */
export class Placed<T extends object> {
  #values: T[] = [];

  /** `isAnew`: the sender has forgotten what it sent before. */
  add(fresh: readonly T[], isAnew: boolean): void {
    if (isAnew) this.#values = [];
    for (const value of fresh) this.#values.push(value);
  }

  /** What must be there. Throws when the sender never sent it. */
  at(place: number): T {
    const value = this.#values[place - 1];
    if (value === undefined) throw new Error(`place ${place} was never sent`);
    return value;
  }

  /** What is there, null for none. */
  find(place: number): T | null {
    return place === 0 ? null : this.at(place);
  }
}
