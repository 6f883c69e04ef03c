import type { InFlight } from "../tally/in-flight.ts";
import { type Journeys, type MessageStep, queueHashOf } from "../tally/journeys.ts";
import type { InFlightNews } from "./messages.ts";

/**
 * Keeps the set of messages in flight true although the database is behind: what it reports lacks those that commits under
 * way, and counts not yet sent, will put in flight.
 */
export class UnderWay {
  readonly #inFlight: InFlight;
  readonly #journeys: Journeys;
  #commits: { readonly number: number; readonly hashes: readonly number[] }[] = [];

  constructor(inFlight: InFlight, journeys: Journeys) {
    this.#inFlight = inFlight;
    this.#journeys = journeys;
  }

  sent(number: number, steps: readonly MessageStep[]): void {
    this.#commits.push({ number, hashes: begunIn(steps) });
  }

  /** Commits up to this number are in the database, and this is what it then holds. */
  kept(number: number, news: InFlightNews): void {
    this.#commits = this.#commits.filter((commit) => commit.number > number);
    switch (news.kind) {
      case "same":
        break;
      case "uncertain":
        this.#inFlight.distrust();
        break;
      case "known":
        this.#inFlight.refill(this.#known(news.hashes));
        break;
    }
  }

  *#known(hashes: Uint32Array): Iterable<number> {
    yield* hashes;
    for (const commit of this.#commits) yield* commit.hashes;
    yield* begunIn(this.#journeys.held);
  }
}

/** The queue hashes of messages that these steps put in flight. */
function begunIn(steps: readonly MessageStep[]): readonly number[] {
  return steps.filter(({ kind }) => kind === "refused").map(({ message }) => queueHashOf(message));
}
