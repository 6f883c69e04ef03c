import { createInterpreter } from "../../ingest/dialects/interpret.ts";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { namingSenders, SILENCE_BUT_SENDERS } from "../../ingest/dialects/senders.ts";
import { createDecoder, createDecoders } from "../../ingest/envelopes/decode.ts";
import { fingerprintOf } from "../../ingest/sources/files.ts";
import { readFiles } from "../../ingest/sources/inputs.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import type { Batch } from "../../src/domain/batch.ts";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { Failure } from "../../src/domain/failure.ts";
import type { LogRecord, RawEntry } from "../../src/domain/log-record.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import type { Decode, Interpret } from "../../src/domain/steps.ts";
import { createUnderstand } from "../../src/meaning/understand.ts";
import { analyse, type Steps, type Totals } from "../../src/pipeline.ts";
import { resumePoints } from "../../src/store/checkpoints.ts";
import type { Database } from "../../src/store/database.ts";
import { keepingEpisodes } from "../../src/store/episodes.ts";
import { readDuplicates, saltOf } from "../../src/store/memory.ts";
import { readOpenReplies } from "../../src/store/open-replies.ts";
import { readSending } from "../../src/store/senders.ts";
import { createKeep } from "../../src/store/store.ts";
import { readTails } from "../../src/store/tails.ts";
import { Duplicates } from "../../src/tally/duplicates.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { Journeys } from "../../src/tally/journeys.ts";
import { OpenReplies } from "../../src/tally/open-replies.ts";
import { Senders } from "../../src/tally/senders.ts";
import { Tally } from "../../src/tally/tally.ts";

/** Noon of the day the recordings were made: no stamp of theirs is younger. */
export const NOW: number = Date.UTC(2026, 10, 21, 12);

/** What steps 2 and 3 of the walk make of a line. */
export type Reader = (text: string) => Outcome<DeliveryEvent>;

/** These steps with everything they remember: lines follow each other as in one file. */
export function createReader(
  interpret: Interpret = createInterpreter(),
  decode: Decode = createDecoder({ zone: "UTC", year: null }),
): Reader {
  let line = 0;
  return (text) => {
    line++;
    const decoded = decode({ offset: line * 100, line, text, cut: false }, NOW);
    return decoded.kind === "value" ? interpret(decoded.value) : decoded;
  };
}

/** The same for a line that stands alone. */
export function readLine(text: string): Outcome<DeliveryEvent> {
  return createReader()(text);
}

/** The event that a line tells of; fails where it tells of none. */
export function eventIn(read: Reader, text: string): DeliveryEvent {
  const outcome = read(text);
  if (outcome.kind !== "value") throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** The event that one line of Postfix's tells of. */
export function eventOf(message: string, tag = "postfix/smtp[2741]"): DeliveryEvent {
  return eventIn(readLine, `Nov 20 10:15:07 mx1 ${tag}: ${message}`);
}

export type WalkOptions = {
  readonly signal?: AbortSignal;
  readonly failed?: (failure: Failure) => void;
  readonly commitEvery?: number;
  readonly zone?: string;
  readonly year?: number | null;
  readonly seen?: Seen;
  readonly senders?: boolean;
  /** Messages whose sender is remembered. */
  readonly sendersHeld?: number;
};

/** Hears of every entry what became of it; `record` is null where no envelope was taken off. */
export type Seen = (
  entry: RawEntry,
  outcome: Outcome<DeliveryEvent>,
  record: LogRecord | null,
) => void;

/** The whole walk, from files to an open database. */
export async function walk(
  names: readonly string[],
  db: Database,
  options: WalkOptions = {},
): Promise<Totals> {
  const inFlight = new InFlight();
  const episodes = keepingEpisodes(db, createKeep(db, inFlight), () => NOW);
  const totals = await analyse(inputsOf(names, db, options), {
    ...countingSteps(db, inFlight, options),
    keep: episodes.keep,
    progress: () => {},
  });
  episodes.refresh();
  return totals;
}

/** Step 1 of the walk: the batches of files that a database has not read yet. */
export function inputsOf(
  names: readonly string[],
  db: Database,
  options: WalkOptions,
): AsyncIterable<Batch> {
  return readFiles(names, {
    resume: (file) => resumePoints(db, file, fingerprintOf),
    tails: () => readTails(db),
    sieve: createSieve(options.senders === true ? SILENCE_BUT_SENDERS : SILENCE),
    now: () => NOW,
    signal: options.signal ?? new AbortController().signal,
    failed:
      options.failed ??
      ((failure) => {
        throw failure;
      }),
  });
}

/** Steps 2 to 5 of the walk, from what a database remembers. Make them after its writers. */
export function countingSteps(
  db: Database,
  inFlight: InFlight,
  options: WalkOptions,
): Omit<Steps, "keep" | "progress"> {
  const { zone = "UTC", year = 2026, seen = () => {}, commitEvery = 60_000 } = options;
  const plain = createInterpreter();
  const interpret = options.senders === true ? namingSenders(plain) : plain;
  const salt = saltOf(db, () => 0.5);
  const openReplies = new OpenReplies(salt, readOpenReplies(db));
  const journeys = new Journeys(salt, inFlight);
  return {
    ...watched(createDecoders({ zone, year }), interpret, seen),
    duplicates: new Duplicates(salt, readDuplicates(db)),
    tally: new Tally(createUnderstand(), openReplies, journeys, sendersOf(db, journeys, options)),
    openReplies,
    journeys,
    now: () => NOW,
    commitEvery,
  };
}

function sendersOf(db: Database, journeys: Journeys, options: WalkOptions): Senders | null {
  if (options.senders !== true) return null;
  const messageOf = journeys.messageOf.bind(journeys);
  return new Senders(messageOf, readSending(db), options.sendersHeld);
}

type Watched = Pick<Steps, "decoderFor" | "interpret">;

/** Steps 2 and 3, with somebody who looks on. */
function watched(
  decoderFor: Steps["decoderFor"],
  interpret: Steps["interpret"],
  seen: Seen,
): Watched {
  let current: RawEntry = { offset: 0, line: 0, text: "", cut: false };
  return {
    decoderFor: (source) => {
      const decode = decoderFor(source);
      return (entry, reference) => {
        const decoded = decode(entry, reference);
        current = entry;
        if (decoded.kind !== "value") seen(entry, decoded, null);
        return decoded;
      };
    },
    interpret: (record) => {
      const outcome = interpret(record);
      seen(current, outcome, record);
      return outcome;
    },
  };
}
