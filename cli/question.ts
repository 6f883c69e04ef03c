import type { Question } from "../reports/answers/index.ts";
import type { Database } from "../src/store/database.ts";
import { reading } from "../src/store/open.ts";
import type { Io } from "./io.ts";
import { type LensFlags, parseLens } from "./lens.ts";
import { providerAsked } from "./provider-asked.ts";
import { type ThresholdFlags, thresholdsOf } from "./thresholds.ts";

/** The flags of every command that answers one question. */
export type QuestionFlags = LensFlags &
  ThresholdFlags & { readonly db: string; readonly provider?: string };

/** Opens the database for one question and closes it when the answer is there. Throws a Failure that names the file or flag. */
export function asking<T>(
  flags: QuestionFlags,
  io: Io,
  ask: (db: Database, question: Question) => T,
): T {
  const now = io.now();
  const { provider } = flags;
  const question: Question = {
    ...parseLens(flags, now),
    thresholds: thresholdsOf(flags),
    now,
  };
  return reading(flags.db, (db) => {
    if (provider === undefined) return ask(db, question);
    return ask(db, { ...question, provider: providerAsked(provider, db, io) });
  });
}
