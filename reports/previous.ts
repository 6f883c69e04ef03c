import { changeOf } from "./answers/change.ts";
import { obstacleTo } from "./answers/compare.ts";
import type { Measure, ReportModel } from "./model.ts";
import type { Difference, Previous, PreviousFigures } from "./model-previous.ts";
import { measureOf, NO_COUNTS } from "./statistics.ts";
import { instantOf } from "./window.ts";

function differenceOf(before: Measure, after: Measure): Difference {
  const { difference, direction } = changeOf(before, after);
  return { difference, direction };
}

function figuresOf(before: ReportModel, after: ReportModel): PreviousFigures {
  const { throttled, delivered, providersAboveWatch, delays } = before.figures;
  const { recipients, replies, withheld, attempts, rate } = throttled;
  return {
    ...differenceOf(throttled, after.figures.throttled),
    ...{ recipients, replies, withheld, attempts, rate },
    ...{ delivered, providersAboveWatch },
    deliveries: delays.delivered,
    median: delays.median,
    p95: delays.p95,
  };
}

/** Null where nobody knows: the earlier model lists only its biggest providers by name. */
function measureIn({ who }: ReportModel, provider: string): Measure | null {
  const row = who.rows.find((one) => one.provider === provider);
  if (row !== undefined) return row;
  const quiet = who.quiet.find((one) => one.provider === provider);
  if (quiet !== undefined) return measureOf(NO_COUNTS, quiet.attempts);
  return who.rowsOmitted.providers === 0 ? measureOf(NO_COUNTS, 0) : null;
}

/** `before` is null when a look at the logs was enough to know that they do not reach so far back. */
export function previousOf(
  window: { readonly from: number; readonly until: number },
  before: ReportModel | null,
  after: ReportModel,
): Previous {
  const obstacle =
    before === null
      ? "the logs that were read do not reach so far back"
      : obstacleTo(before, after);
  const named = { from: instantOf(window.from), until: instantOf(window.until), obstacle };
  if (before === null || obstacle !== null) return { ...named, figures: null, providers: [] };
  const providers = after.who.rows.flatMap((row) => {
    const then = measureIn(before, row.provider);
    if (then === null) return [];
    const { recipients, attempts, rate } = then;
    return [{ provider: row.provider, recipients, attempts, rate, ...differenceOf(then, row) }];
  });
  return { ...named, figures: figuresOf(before, after), providers };
}
