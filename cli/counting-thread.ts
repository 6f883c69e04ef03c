import { parentPort, workerData } from "node:worker_threads";
import { InFlight } from "../src/tally/in-flight.ts";
import { countAt } from "../src/threads/counting.ts";
import type { InFlightNews } from "../src/threads/messages.ts";
import { countingSteps, type Reading, type Remembered } from "./counting-steps.ts";
import { knowledgeOf } from "./knowledge.ts";

/** What the thread that counts is started with. */
export type CountingData = Omit<Reading, "knowledge"> & {
  readonly remembered: Remembered;
  readonly holds: InFlightNews;
  readonly rules: string | undefined;
  readonly commitEvery: number;
};

if (parentPort === null) throw new Error("this is a thread of smtp-analyze, not a program");
const { remembered, holds, rules, commitEvery, ...reading } = workerData as CountingData;
const knowledge = await knowledgeOf(rules);
const inFlight = new InFlight();
const steps = {
  ...countingSteps(remembered, inFlight, { ...reading, knowledge }),
  now: Date.now,
  commitEvery,
};
await countAt(parentPort, { steps, inFlight, holds });
parentPort.close();
