import {
  type AddressBook,
  type Destination,
  type Exchanger,
  openAddressBook,
} from "./destinations.ts";
import { openRandom, type Random } from "./random.ts";
import type { LineSink } from "./scene.ts";
import { openTruth, type Truth } from "./truth.ts";

/** A message in Exim's queue with the recipients it still has to reach, all at one destination. */
export type EximMessage = {
  readonly id: string;
  readonly sender: string;
  readonly destination: Destination;
  recipients: readonly string[];
  tries: number;
};

/** The world of one Exim: a clock, a source of chance, a log and the record of what it holds. */
export type EximScene = {
  readonly random: Random;
  readonly addressBook: AddressBook;
  readonly truth: Truth;
  readonly now: () => number;
  readonly tick: () => void;
  /** A number that no other message has. */
  readonly nextNumber: () => number;
  /** Writes `2026-11-02 00:00:07 body`. */
  readonly write: (body: string) => void;
};

export function openEximScene(
  options: { readonly seed: number; readonly startAt: number },
  sink: LineSink,
): EximScene {
  const truth = openTruth();
  let now = options.startAt - 1;
  let stamp = "";
  let number = 0;
  return {
    random: openRandom(options.seed),
    addressBook: openAddressBook(),
    truth,
    now: () => now,
    tick: () => {
      now++;
      stamp = new Date(now * 1000).toISOString().slice(0, 19).replace("T", " ");
    },
    nextNumber: () => {
      number++;
      return number;
    },
    write: (body) => {
      const line = `${stamp} ${body}\n`;
      truth.bytes += line.length;
      truth.lines++;
      sink(line);
    },
  };
}

/** The exchanger of this attempt, and another host of the destination to turn to. */
export function exchangersOf(
  { random }: EximScene,
  { exchangers }: Destination,
): readonly [Exchanger, Exchanger | null] {
  const first = random.pick(exchangers);
  return [first, exchangers.find(({ name }) => name !== first.name) ?? null];
}
