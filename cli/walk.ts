import { createDecoders } from "../ingest/envelopes/decode.ts";
import type { Batch } from "../src/domain/batch.ts";
import { Failure } from "../src/domain/failure.ts";
import { BUILT_IN, type Knowledge } from "../src/meaning/knowledge.ts";
import { analyse, type Steps, type Totals } from "../src/pipeline.ts";
import type { Database } from "../src/store/database.ts";
import { keepingEpisodes } from "../src/store/episodes.ts";
import { createKeep, type Keep } from "../src/store/store.ts";
import { guarded } from "../src/store/trouble.ts";
import { InFlight } from "../src/tally/in-flight.ts";
import { countingSteps, type Envelope, rememberedIn } from "./counting-steps.ts";
import type { Io } from "./io.ts";

/** What the commands that read logs have in common. */
export type ReadingFlags = {
  readonly db: string;
  readonly tz?: string;
  readonly year?: string;
  readonly quiet?: boolean;
  readonly rules?: string;
  readonly contentFilter?: readonly string[];
  readonly senders?: boolean;
};

/**
 * `commitEvery` as in Steps; `keptBy`: who else sees what is kept; `knowledge`: with the user's rules, where there are any;
 * `filters`: names of the user's content filters; `senders`: whether to count by the domain of our senders, too.
 */
type WalkOptions = Pick<Steps, "commitEvery" | "progress"> & {
  readonly keptBy?: (keep: Keep) => Keep;
  readonly knowledge?: Knowledge;
  readonly filters?: readonly string[] | undefined;
  readonly senders?: boolean;
};

/** How to take the stamps that name no zone or no year. Throws a Failure for flags that say neither. */
export function envelopeOf(flags: ReadingFlags): Envelope {
  const envelope = { zone: flags.tz ?? null, year: parseYear(flags.year) };
  createDecoders(envelope);
  return envelope;
}

/** A walk into a database. `finish` works out what follows from the counts; call it when the last of them are kept. */
export type Walk = { readonly steps: Steps; readonly finish: () => void };

/** The steps of the walk, with what counting remembered at the last commit to this database. */
export function openWalk(db: Database, envelope: Envelope, io: Io, options: WalkOptions): Walk {
  const { commitEvery, progress, keptBy = (keep) => keep, knowledge = BUILT_IN, filters } = options;
  const inFlight = new InFlight();
  const keep = keptBy(createKeep(db, inFlight, knowledge.providerOf));
  const episodes = keepingEpisodes(db, keep, io.now);
  const remembered = rememberedIn(db, io.random, options.senders === true);
  const steps = {
    ...countingSteps(remembered, inFlight, { envelope, knowledge, filters }),
    keep: episodes.keep,
    now: io.now,
    commitEvery,
    progress,
  };
  return { steps, finish: episodes.refresh };
}

/** The walk in one thread. */
export async function walkAlone(
  batches: AsyncIterable<Batch>,
  db: Database,
  io: Io,
  { envelope, ...options }: WalkOptions & { readonly envelope: Envelope },
): Promise<Totals> {
  const walk = guarded(db.name, () => openWalk(db, envelope, io, options));
  const totals = await analyse(batches, walk.steps);
  walk.finish();
  return totals;
}

function parseYear(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1970 && year <= 9999) return year;
  throw new Failure(`--year ${text} is not a year`, "write four digits, such as 2026", 2);
}
