import type { Source } from "../domain/batch.ts";
import type { DeliveryEvent } from "../domain/delivery-event.ts";
import { secondOf } from "../domain/time.ts";
import { Generations } from "./generations.ts";
import { subjectOf } from "./last-events.ts";

/** One event in so many is remembered, a power of two. */
const SAMPLED = 64;

/** At least so many samples are remembered. */
const REMEMBERED = 8192;

/** So many samples that stand in two sources are no chance. */
const ENOUGH = 3;

/** Two sources that tell of the same events, by name. */
export type Twice = { readonly first: string; readonly second: string };

/**
 * Looks whether two sources of one run tell of the same events: a syslog daemon that writes mail to two files, a log beside its
 * journal. They are two sources, and everything in both counts twice: somebody should hear of it. Samples suffice, and cost nothing.
 */
export class Sightings {
  readonly #seen = new Generations<Source>(REMEMBERED);
  readonly #found = new Map<string, { readonly twice: Twice; samples: number }>();
  #source: Source = { name: "", fingerprint: "", hashedBytes: 0 };

  /** The events that follow are of this source. */
  open(source: Source): void {
    this.#source = source;
  }

  note(event: DeliveryEvent): void {
    const { at, pid, queueId, kind, writer } = event;
    const second = secondOf(at);
    if (pid === null || queueId === null || ((second + pid) & (SAMPLED - 1)) !== 0) return;
    const subject = subjectOf(event);
    if (subject === null) return;
    const key = `${writer.logHost} ${kind} ${second} ${pid} ${queueId} ${subject}`;
    const first = this.#seen.get(key);
    if (first === undefined) this.#seen.set(key, this.#source);
    else if (first.fingerprint !== this.#source.fingerprint) this.#count(first.name);
  }

  /** The two of which most was seen in both; null where that is nothing to speak of. */
  twice(): Twice | null {
    const [most] = [...this.#found.values()].sort((one, other) => other.samples - one.samples);
    return most === undefined || most.samples < ENOUGH ? null : most.twice;
  }

  #count(first: string): void {
    const twice = { first, second: this.#source.name };
    const pair = JSON.stringify(twice);
    const found = this.#found.get(pair) ?? { twice, samples: 0 };
    found.samples++;
    if (this.#found.size < REMEMBERED) this.#found.set(pair, found);
  }
}
