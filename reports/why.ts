import { causeLabel, PLAYBOOK, THROTTLING_CAUSES } from "../src/meaning/playbook.ts";
import { providerName } from "../src/meaning/providers.ts";
import { groupedBy } from "./grouped.ts";
import type { Advice, CauseRow, Reason } from "./model.ts";
import type { NoveltyOf } from "./novelty.ts";
import type { WhyRow } from "./queries/why.ts";
import { measureOf, rounded, sumOf } from "./statistics.ts";
import { byImpact } from "./who.ts";
import { instantOf } from "./window.ts";

/** So many texts of a cause are shown; the others are one line with their sums. */
const REASONS_SHOWN = 30;

/** A database may hold a cause that this version does not know: it has no advice. */
const KNOWN: ReadonlyMap<string, Advice> = new Map(Object.entries(PLAYBOOK));
const THROTTLING: ReadonlySet<string> = THROTTLING_CAUSES;

/** Attempts of the code, the text and the cause: none has its own, so the denominator is every attempt of the same provider or window. */
type Denominators = { readonly all: number; readonly ofProvider: ReadonlyMap<string, number> };

type Context = { readonly denominators: Denominators; readonly noveltyOf: NoveltyOf };

function reasonOf(row: WhyRow, { denominators, noveltyOf }: Context): Reason {
  return {
    code: row.code,
    enhanced: row.enhanced,
    provider: row.provider,
    name: providerName(row.provider),
    fingerprint: row.fingerprint,
    sample: row.sample,
    stages: row.stages.split(",").sort(),
    rule: row.rule,
    ...noveltyOf(row.provider, row.fingerprint),
    firstAt: instantOf(row.first_bucket),
    lastAt: instantOf(row.last_bucket),
    ...measureOf(row, denominators.ofProvider.get(row.provider) ?? 0),
  };
}

function adviceOf(cause: string): Advice | null {
  const entry = KNOWN.get(cause);
  if (entry === undefined) return null;
  return { question: entry.question, who: entry.who, steps: entry.steps };
}

function causeRow(
  cause: string,
  rows: readonly WhyRow[],
  total: number,
  context: Context,
): CauseRow {
  const { denominators } = context;
  const counts = sumOf(rows);
  const omitted = rows.slice(REASONS_SHOWN);
  return {
    cause,
    label: causeLabel(cause),
    throttling: THROTTLING.has(cause),
    share: total === 0 ? null : rounded(counts.recipients / total),
    advice: adviceOf(cause),
    reasons: rows.slice(0, REASONS_SHOWN).map((row) => reasonOf(row, context)),
    reasonsOmitted: { reasons: omitted.length, ...measureOf(sumOf(omitted), denominators.all) },
    ...measureOf(counts, denominators.all),
  };
}

/** Rows, biggest first → causes, biggest first, each with its texts. */
export function whyOf(rows: readonly WhyRow[], context: Context): readonly CauseRow[] {
  const total = sumOf(rows).recipients;
  return [...groupedBy(rows, ({ cause }) => cause)]
    .map(([cause, group]) => causeRow(cause, group, total, context))
    .sort((a, b) => byImpact(a, b) || (a.cause < b.cause ? -1 : 1));
}

/** The cause that hits most recipients of each provider. */
export function topCauses(rows: readonly WhyRow[]): ReadonlyMap<string, string> {
  const sums = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const causes = sums.get(row.provider) ?? new Map<string, number>();
    causes.set(row.cause, (causes.get(row.cause) ?? 0) + row.recipients + row.withheld);
    sums.set(row.provider, causes);
  }
  const tops = new Map<string, string>();
  for (const [provider, causes] of sums) {
    const [top] = [...causes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (top !== undefined) tops.set(provider, causeLabel(top[0]));
  }
  return tops;
}
