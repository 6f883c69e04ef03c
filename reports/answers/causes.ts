import type { ReportModel } from "../model.ts";
import { byImpact } from "../who.ts";
import type { CausesAnswer } from "./model.ts";
import { windowOf } from "./window.ts";

/** The texts of a report in one list, most recipients first. `omitted` counts those that the list has no room for. */
export function causesOf(model: ReportModel, limit: number): CausesAnswer {
  const all = model.why
    .flatMap(({ cause, label, reasons }) => reasons.map((reason) => ({ ...reason, cause, label })))
    .sort(byImpact);
  const unlisted = model.why.reduce((sum, { reasonsOmitted }) => sum + reasonsOmitted.reasons, 0);
  return {
    schema: "smtp-analyze/causes/1",
    window: windowOf(model),
    lens: model.lens,
    throttled: model.figures.throttled,
    causes: all.slice(0, limit),
    omitted: Math.max(0, all.length - limit) + unlisted,
  };
}
