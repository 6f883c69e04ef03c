import { html, raw } from "hono/html";
import type { Charts } from "../charts.ts";
import type { HostRow, Lens, Measure, ReportModel } from "../model.ts";
import type { LocalTime } from "./local-time.ts";
import { epochOf } from "./local-time.ts";
import { count, duration, percent, plural } from "./numbers.ts";

/** A piece of page: everything put into one is escaped, except other pieces. */
export type Html = ReturnType<typeof html>;

export { html, raw };

/** What every section is drawn from. */
export type Page = {
  readonly model: ReportModel;
  readonly charts: Charts;
  readonly time: LocalTime;
  /** The hosts that stand in the page as it is. */
  readonly listed: ReadonlySet<HostRow>;
};

export const NONE = "–";

/** What a filter by service reads of a row; nothing where there is nothing to choose. */
export function dataThrough(columns: string): Html {
  return columns === "" ? html`` : html` data-through="${columns}"`;
}

/** Keeps a percentage and its sign on one line. */
export function tight(text: string): string {
  return text.replaceAll(" %", "\u00a0%");
}

/** What is counted, in words: `replies with code 421, 450–452`. */
export function countedText(lens: Lens): string {
  return lens.codes === null ? lens.label : `replies with code ${lens.label}`;
}

/** `1,204 of 3,871 attempts` */
export function fraction(measure: Pick<Measure, "recipients" | "attempts">): string {
  return `${count(measure.recipients)} of ${plural(measure.attempts, "attempt", "attempts")}`;
}

/** A percentage, or a dash below the minimum volume. */
export function rateText(measure: Pick<Measure, "rate">): string {
  return measure.rate === null ? NONE : percent(measure.rate.share);
}

/** `27–33 %` */
export function interval(measure: Pick<Measure, "rate">): string {
  if (measure.rate === null) return NONE;
  return `${percent(measure.rate.low).replace(" %", "")}–${percent(measure.rate.high)}`;
}

/** A quantile lies somewhere in its band, so only the upper bound is known; a dash where too few were delivered to tell. */
export function boundText(
  seconds: number | null,
  { delivered }: { readonly delivered: number },
): string {
  if (delivered < 20) return NONE;
  return seconds === null ? "> 5 days" : `≤ ${duration(seconds)}`;
}

/** `<time>` with the exact instant behind the local words. */
export function moment(instant: string | null, time: LocalTime): Html {
  if (instant === null) return html`${NONE}`;
  return html`<time datetime="${instant}">${time.minute(epochOf(instant))}</time>`;
}
