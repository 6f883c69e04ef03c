import type { InFlightWatch } from "../tally/in-flight.ts";
import type { InFlightNews } from "./messages.ts";

/** Stands in for the set of messages in flight on the side that stores: the set itself is where counting looks into it. */
export class DistantInFlight implements InFlightWatch {
  isBlind = false;
  isCrowded = false;
  #news: InFlightNews = { kind: "same" };

  distrust(): void {
    this.isBlind = true;
    this.#news = { kind: "uncertain" };
  }

  refill(hashes: Iterable<number>): void {
    this.isBlind = false;
    this.isCrowded = false;
    this.#news = { kind: "known", hashes: Uint32Array.from(hashes) };
  }

  /** What has changed since the last time. */
  news(): InFlightNews {
    const news = this.#news;
    this.#news = { kind: "same" };
    return news;
  }
}
