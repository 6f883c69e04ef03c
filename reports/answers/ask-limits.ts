import { lensOf, lensParameters } from "../lens.ts";
import type { LimitsAnswer, Mta } from "../model-limits.ts";
import type { Database } from "../queries/ask.ts";
import { extentOf, newestIn } from "../queries/extent.ts";
import { domainRows, highestRows, onsetRows } from "../queries/limits.ts";
import { ALWAYS, instantOf, instantOrNull } from "../window.ts";
import { limitsOf } from "./limits.ts";
import type { Question } from "./question.ts";

/** Where is the limit of a provider, and which configuration stays below it? */
export function askLimits(db: Database, question: Question, mta: Mta): LimitsAnswer {
  const { throttling } = lensParameters(lensOf("all-throttling"));
  const provider = question.provider ?? null;
  const from = question.from ?? ALWAYS.from;
  const until = question.until ?? ALWAYS.until;
  const scope = { from, until, throttling, provider };
  const newest = newestIn(db);
  const end = question.until ?? newest ?? Math.floor(question.now / 1000);
  const start = question.from ?? extentOf(db, from, until).first ?? end;
  return limitsOf({
    window: {
      from: instantOf(start),
      until: instantOf(end),
      zone: question.zone,
      readUntil: instantOrNull(newest),
    },
    provider,
    mta,
    highest: highestRows(db, scope),
    onsets: onsetRows(db, scope),
    domains: domainRows(db, provider),
  });
}
