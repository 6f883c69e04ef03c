import { MessageChannel } from "node:worker_threads";
import type { Batch } from "../../src/domain/batch.ts";
import type { Totals } from "../../src/pipeline.ts";
import type { Database } from "../../src/store/database.ts";
import { keepingEpisodes } from "../../src/store/episodes.ts";
import { createKeep, type Keep } from "../../src/store/store.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { countAt } from "../../src/threads/counting.ts";
import { DistantInFlight } from "../../src/threads/distant-in-flight.ts";
import { analyseAside } from "../../src/threads/storing.ts";
import { countingSteps, inputsOf, NOW, type WalkOptions } from "./walk.ts";

/** `split` may cut batches smaller, `keptBy` may come between what is counted and the database. */
export type AsideOptions = WalkOptions & {
  readonly split?: (batches: AsyncIterable<Batch>) => AsyncIterable<Batch>;
  readonly keptBy?: (keep: Keep) => Keep;
};

/** The whole walk as two threads take it, both ends of the way between them in one: everything is sent through a channel. */
export async function walkAside(
  names: readonly string[],
  db: Database,
  { split = (batches) => batches, keptBy = (keep) => keep, ...options }: AsideOptions = {},
): Promise<Totals> {
  const distant = new DistantInFlight();
  const episodes = keepingEpisodes(db, keptBy(createKeep(db, distant)), () => NOW);
  const inFlight = new InFlight();
  const { port1, port2 } = new MessageChannel();
  try {
    const steps = countingSteps(db, inFlight, options);
    const counted = countAt(port2, { steps, inFlight, holds: distant.news() });
    const storage = { keep: episodes.keep, inFlight: distant, progress: () => {} };
    const totals = await analyseAside(split(inputsOf(names, db, options)), port1, storage);
    await counted;
    episodes.refresh();
    return totals;
  } finally {
    port1.close();
  }
}
