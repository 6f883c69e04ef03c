import { createInterpreter } from "../ingest/dialects/interpret.ts";
import { createDecoders } from "../ingest/envelopes/decode.ts";
import { Failure } from "../src/domain/failure.ts";
import { createFilterMarker } from "../src/meaning/content-filters.ts";
import { BUILT_IN, type Knowledge } from "../src/meaning/knowledge.ts";
import { createUnderstand } from "../src/meaning/understand.ts";
import type { Steps } from "../src/pipeline.ts";
import type { Database } from "../src/store/database.ts";
import { keepingEpisodes } from "../src/store/episodes.ts";
import { readOpenReplies, saltOf } from "../src/store/memory.ts";
import { createKeep, type Keep } from "../src/store/store.ts";
import { Duplicates } from "../src/tally/duplicates.ts";
import { InFlight } from "../src/tally/in-flight.ts";
import { Journeys } from "../src/tally/journeys.ts";
import { OpenReplies } from "../src/tally/open-replies.ts";
import { Tally } from "../src/tally/tally.ts";
import type { Io } from "./io.ts";

/** What the commands that read logs have in common. */
export type ReadingFlags = {
  readonly db: string;
  readonly tz?: string;
  readonly year?: string;
  readonly quiet?: boolean;
  readonly rules?: string;
  readonly contentFilter?: readonly string[];
};

/**
 * `commitEvery` as in Steps; `keptBy`: who else sees what is kept; `knowledge`: with the user's rules, where there are any;
 * `filters`: names of the user's content filters.
 */
type WalkOptions = Pick<Steps, "commitEvery" | "progress"> & {
  readonly keptBy?: (keep: Keep) => Keep;
  readonly knowledge?: Knowledge;
  readonly filters?: readonly string[] | undefined;
};

/** How to take the stamps that name no zone or no year. Throws a Failure for flags that say neither. */
export function envelopeOf(flags: ReadingFlags): Parameters<typeof createDecoders>[0] {
  const envelope = { zone: flags.tz ?? null, year: parseYear(flags.year) };
  createDecoders(envelope);
  return envelope;
}

/** A walk into a database. `finish` works out what follows from the counts; call it when the last of them are kept. */
export type Walk = { readonly steps: Steps; readonly finish: () => void };

/** The steps of the walk, with what counting remembered at the last commit to this database. */
export function openWalk(
  db: Database,
  envelope: ReturnType<typeof envelopeOf>,
  io: Io,
  { commitEvery, progress, keptBy = (keep) => keep, knowledge = BUILT_IN, filters }: WalkOptions,
): Walk {
  const salt = saltOf(db, io.random);
  const inFlight = new InFlight();
  const episodes = keepingEpisodes(
    db,
    keptBy(createKeep(db, inFlight, knowledge.providerOf)),
    io.now,
  );
  const openReplies = new OpenReplies(salt, readOpenReplies(db));
  const journeys = new Journeys(salt, inFlight);
  const steps = {
    decoderFor: createDecoders(envelope),
    interpret: interpreterWith(filters ?? []),
    duplicates: new Duplicates(),
    tally: new Tally(createUnderstand(undefined, knowledge), openReplies, journeys),
    openReplies,
    journeys,
    keep: episodes.keep,
    now: io.now,
    commitEvery,
    progress,
  };
  return { steps, finish: episodes.refresh };
}

/** What a record says, peers that are content filters marked. */
function interpreterWith(filters: readonly string[]): Steps["interpret"] {
  const interpret = createInterpreter();
  if (filters.length === 0) return interpret;
  const mark = createFilterMarker(filters);
  return (record) => {
    const outcome = interpret(record);
    return outcome.kind === "value" ? { kind: "value", value: mark(outcome.value) } : outcome;
  };
}

function parseYear(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1970 && year <= 9999) return year;
  throw new Failure(`--year ${text} is not a year`, "write four digits, such as 2026", 2);
}
