import { changeOf } from "./answers/change.ts";
import { measuresIn, obstacleTo } from "./answers/compare.ts";
import type { Earlier } from "./earlier.ts";
import type { Measure, ReportModel } from "./model.ts";
import type { Difference, Previous, PreviousFigures } from "./model-previous.ts";
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

/** `before` lists every provider; it is null where an obstacle was known before the window was asked about. */
export function previousOf(
  { window, obstacle: known, delivery }: Earlier,
  before: ReportModel | null,
  after: ReportModel,
): Previous {
  const obstacle = before === null ? known : obstacleTo(before, after);
  const named = { from: instantOf(window.from), until: instantOf(window.until), obstacle };
  if (before === null || obstacle !== null) {
    return { ...named, figures: null, delivery: null, providers: [] };
  }
  const thenOf = measuresIn(before);
  const providers = after.who.rows.map((row) => {
    const then = thenOf(row.provider);
    const { recipients, attempts, rate } = then;
    return { provider: row.provider, recipients, attempts, rate, ...differenceOf(then, row) };
  });
  return { ...named, figures: figuresOf(before, after), delivery, providers };
}
