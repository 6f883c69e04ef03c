import type { ReportModel, Span } from "../model.ts";
import type { Previous } from "../model-previous.ts";
import { epochOf, type LocalTime } from "./local-time.ts";
import { count } from "./numbers.ts";

/** So many of our hosts are named. */
const HOSTS = 4;

/** `Europe/Berlin (UTC+01:00)`; where the clocks changed inside the window, both offsets. */
export function zoneText({ from, until }: Span, time: LocalTime): string {
  if (time.zone === "UTC") return "UTC";
  const offsets = new Set([from, until].map((instant) => time.offset(epochOf(instant))));
  return `${time.zone} (${[...offsets].join(", then ")})`;
}

/** How fresh it is: the last line that was read, not the time of writing. */
export function dataText({ span, quality }: ReportModel, time: LocalTime): string {
  const { lastAt } = quality.total;
  if (lastAt === null) return "No log was read for this window";
  const last = epochOf(lastAt);
  return last >= epochOf(span.until)
    ? "Data up to the end of the window"
    : `Data up to ${time.full(last)}`;
}

/** Which of our hosts wrote what was counted; null where nobody asked. */
export function hostsText({ spread }: ReportModel): string | null {
  const hosts = [...new Set(spread?.services.map(({ logHost }) => logHost))].sort();
  if (hosts.length === 0) return null;
  const more = hosts.length > HOSTS ? ` and ${count(hosts.length - HOSTS)} more` : "";
  return `${hosts.length === 1 ? "Host" : "Hosts"} ${hosts.slice(0, HOSTS).join(", ")}${more}`;
}

/** Which window stands behind the words "before", or "last week"; null where nobody asked. */
export function comparedText(previous: Previous | null, time: LocalTime): string | null {
  if (previous === null) return null;
  if (previous.obstacle !== null) return "Not compared with the window before";
  return `Compared with ${time.full(epochOf(previous.from))} – ${time.full(epochOf(previous.until))}`;
}
