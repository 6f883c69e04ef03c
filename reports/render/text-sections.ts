import type { CauseRow, HostRow, Measure, ProviderRow, Reason, ReportModel } from "../model.ts";
import { rateText } from "./context.ts";
import { epochOf, type LocalTime } from "./local-time.ts";
import type { Look } from "./look.ts";
import { count, percent, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { NO_TEXT, spokenText } from "./reply-text.ts";
import { fitted, paint, tableOf, wrapped } from "./text-table.ts";

const PROVIDERS_SHOWN = 20;
const HOSTS_SHOWN = 3;
const REASONS_SHOWN = 4;

/** A reply is quoted up to this length; the page and the JSON have more of it. */
const QUOTED = 400;

/** What every section is written from. */
export type Sheet = { readonly model: ReportModel; readonly look: Look; readonly time: LocalTime };

export function heading(title: string, look: Look): readonly string[] {
  return [
    "",
    paint("bold", title.toUpperCase(), look),
    paint("dim", "─".repeat(look.columns), look),
  ];
}

export function when(instant: string | null, time: LocalTime): string {
  return instant === null ? "–" : time.minute(epochOf(instant));
}

const HEAD: readonly string[] = ["provider / host", "throttled", "attempts", "rate", "last seen"];

function cellsOf(name: string, row: Measure, seen: string): readonly string[] {
  return [name, count(row.recipients), count(row.attempts), rateText(row), seen];
}

/** A provider and its biggest hosts. One host alone has the numbers of its provider, so only its name is written. */
function providerCells(row: ProviderRow, time: LocalTime): readonly (readonly string[])[] {
  const nameOf = (host: HostRow) => `  ${withoutControls(host.host ?? "no name")}`;
  const own = cellsOf(withoutControls(row.name), row, when(row.lastAt, time));
  const [only] = row.hosts;
  if (only !== undefined && row.hosts.length === 1 && row.hostsOmitted.hosts === 0) {
    return [own, [nameOf(only), "", "", "", ""]];
  }
  const shown = row.hosts.slice(0, HOSTS_SHOWN);
  const more = row.hosts.length - shown.length + row.hostsOmitted.hosts;
  return [
    own,
    ...shown.map((host) => cellsOf(nameOf(host), host, when(host.lastAt, time))),
    ...(more === 0 ? [] : [[`  ${plural(more, "more host", "more hosts")}`, "", "", "", ""]]),
  ];
}

/** Providers by impact; below them, under a line that says so, those with too few attempts to be compared. */
function whoTable({ model, look, time }: Sheet): readonly string[] {
  const shown = model.who.rows.slice(0, PROVIDERS_SHOWN);
  const small = shown.filter((row) => !row.ranked);
  const ranked = shown.filter((row) => row.ranked);
  const note = `too few to rank (under ${model.thresholds.rankedAttempts} attempts):`;
  return tableOf(
    HEAD,
    [
      ...ranked.flatMap((row) => providerCells(row, time)),
      ...(small.length === 0 ? [] : [[note, "", "", "", ""]]),
      ...small.flatMap((row) => providerCells(row, time)),
    ],
    look.columns,
    "own line",
  );
}

/** Providers with their biggest hosts. */
export function whoLines(sheet: Sheet): readonly string[] {
  const { rows, rowsOmitted, quiet } = sheet.model.who;
  const hidden = rows.slice(PROVIDERS_SHOWN);
  const sum = (all: readonly Measure[], key: "recipients" | "attempts") =>
    all.reduce((total, row) => total + row[key], 0);
  const left = [...hidden, rowsOmitted];
  const names = hidden.length + rowsOmitted.providers;
  const more = `${plural(names, "more provider", "more providers")} throttled ${count(sum(left, "recipients"))} of ${plural(sum(left, "attempts"), "attempt", "attempts")}.`;
  const attempts = quiet.reduce((total, row) => total + row.attempts, 0);
  const calm = `${plural(quiet.length, "provider", "providers")} did not throttle, in ${plural(attempts, "attempt", "attempts")}.`;
  return [
    ...heading("Who", sheet.look),
    ...(rows.length === 0 ? ["Nobody throttled in this window."] : whoTable(sheet)),
    ...(names === 0 ? [] : wrapped(more, sheet.look.columns, "")),
    ...(quiet.length === 0 ? [] : wrapped(calm, sheet.look.columns, "")),
  ];
}

/** `Google, 421 4.7.28: 56 recipients, last 17 Nov 14:13` and below it what they said. */
function reasonLines(reason: Reason, { look, time }: Sheet): readonly string[] {
  const codes =
    reason.code === null ? "no reply quoted" : `${reason.code} ${reason.enhanced ?? ""}`.trim();
  const hit =
    reason.recipients === 0
      ? `${plural(reason.replies, "reply", "replies")}, no recipient deferred`
      : plural(reason.recipients, "recipient", "recipients");
  const held = reason.withheld === 0 ? "" : `, ${count(reason.withheld)} withheld`;
  const head = `${reason.name}, ${codes}: ${hit}${held}, last ${when(reason.lastAt, time)}`;
  const said = fitted(withoutControls(spokenText(reason.sample, reason.code)), QUOTED);
  return [
    ...wrapped(withoutControls(head), look.columns, "  ", "    "),
    ...wrapped(said === "" ? NO_TEXT : said, look.columns, "    "),
  ];
}

function adviceLines({ advice }: CauseRow, { look }: Sheet): readonly string[] {
  if (advice === null || advice.steps.length === 0) return [];
  return [
    ...wrapped(`What to do (${withoutControls(advice.who)}):`, look.columns, "  ", "    "),
    ...advice.steps.flatMap((step) => wrapped(withoutControls(step), look.columns, "  - ", "    ")),
  ];
}

function causeLines(cause: CauseRow, sheet: Sheet): readonly string[] {
  const { look } = sheet;
  const share = cause.share === null ? "" : ` (${percent(cause.share)} of all throttled)`;
  const title = `${withoutControls(cause.label)}: ${plural(cause.recipients, "recipient", "recipients")}${share}`;
  const shown = cause.reasons.slice(0, REASONS_SHOWN);
  const rest = cause.reasons.slice(REASONS_SHOWN);
  const hidden = rest.length + cause.reasonsOmitted.reasons;
  const hits = rest.reduce((sum, row) => sum + row.recipients, cause.reasonsOmitted.recipients);
  const more = `  ${plural(hidden, "more text", "more texts")}: ${plural(hits, "recipient", "recipients")}`;
  return [
    "",
    paint("bold", fitted(title, look.columns), look),
    ...shown.flatMap((reason) => reasonLines(reason, sheet)),
    ...(hidden > 0 ? [more] : []),
    ...adviceLines(cause, sheet),
  ];
}

/** Causes with what was said and what to do, biggest first. */
export function whyLines(sheet: Sheet): readonly string[] {
  const { why } = sheet.model;
  const lines = why.flatMap((cause) => causeLines(cause, sheet)).slice(1);
  const body = why.length === 0 ? ["No refusal of this kind in this window."] : lines;
  return [...heading("Why", sheet.look), ...body];
}
