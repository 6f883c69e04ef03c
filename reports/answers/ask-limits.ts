import { DAY, secondOf } from "../../src/domain/time.ts";
import { lensOf, lensParameters } from "../lens.ts";
import type { LimitsAnswer, Mta } from "../model-limits.ts";
import type { Database } from "../queries/ask.ts";
import { extentOf, newestIn } from "../queries/extent.ts";
import { domainRows, onsetRows } from "../queries/limits.ts";
import { highestRows } from "../queries/minutes.ts";
import { ALWAYS, instantOf, instantOrNull } from "../window.ts";
import { limitsOf } from "./limits.ts";
import type { Question } from "./question.ts";

/** Who had an episode lately was refused mail for the domains of a month. */
const MONTH = 30 * DAY;

/**
 * Where is the limit of a provider, and which configuration stays below it? `whom`: all that were tried, or those alone that had
 * an episode in the window.
 */
export function askLimits(
  db: Database,
  question: Question,
  mta: Mta,
  whom: "all" | "throttlers" = "all",
): LimitsAnswer {
  const { throttling } = lensParameters(lensOf("all-throttling"));
  const provider = question.provider ?? null;
  const from = question.from ?? ALWAYS.from;
  const until = question.until ?? ALWAYS.until;
  const scope = { from, until, throttling, provider };
  const onsets = onsetRows(db, scope);
  const providers = new Set(onsets.map((row) => row.provider));
  const asked = whom === "all" ? scope : { ...scope, providers };
  const newest = newestIn(db);
  const end = question.until ?? newest ?? secondOf(question.now);
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
    highest: highestRows(db, asked),
    onsets,
    domains: domainRows(db, providers, whom === "all" ? ALWAYS.from : start - MONTH),
  });
}
