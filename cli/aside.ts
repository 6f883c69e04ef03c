import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Batch } from "../src/domain/batch.ts";
import type { Knowledge } from "../src/meaning/knowledge.ts";
import type { Totals } from "../src/pipeline.ts";
import type { Database } from "../src/store/database.ts";
import { keepingEpisodes } from "../src/store/episodes.ts";
import { createKeep } from "../src/store/store.ts";
import { guarded } from "../src/store/trouble.ts";
import { DistantInFlight } from "../src/threads/distant-in-flight.ts";
import { analyseAside } from "../src/threads/storing.ts";
import { rememberedIn } from "./counting-steps.ts";
import type { CountingData } from "./counting-thread.ts";
import type { Io } from "./io.ts";

type AsideOptions = Omit<CountingData, "remembered" | "holds"> & {
  readonly knowledge: Knowledge;
  readonly progress: (batch: Batch) => void;
};

/** Room for what the other thread makes and soon drops, in megabytes: more makes it larger and hardly faster. */
const YOUNG_MB = 32;

/** The walk in two threads: this one reads and stores, another counts. Gives what one thread would give. */
export async function walkAside(
  batches: AsyncIterable<Batch>,
  db: Database,
  io: Io,
  { knowledge, progress, ...counting }: AsideOptions,
): Promise<Totals> {
  const inFlight = new DistantInFlight();
  const { episodes, remembered } = guarded(db.name, () => ({
    episodes: keepingEpisodes(db, createKeep(db, inFlight, knowledge.providerOf), io.now),
    remembered: rememberedIn(db, io.random),
  }));
  const workerData: CountingData = { ...counting, remembered, holds: inFlight.news() };
  const script = createRequire(import.meta.url).resolve("#counting-thread");
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const thread = new Worker(script, { workerData, resourceLimits });
  try {
    const storage = { keep: episodes.keep, inFlight, progress };
    const totals = await analyseAside(batches, thread, storage);
    episodes.refresh();
    return totals;
  } finally {
    await thread.terminate();
  }
}
