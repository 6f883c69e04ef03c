import type { CauseRow, ProviderRow, ReportModel } from "../model.ts";
import { rateText } from "./context.ts";
import { epochOf, type LocalTime } from "./local-time.ts";
import type { Look } from "./look.ts";
import { count, percent, plural } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { fitted, paint, tableOf, wrapped } from "./text-table.ts";

const PROVIDERS_SHOWN = 20;
const HOSTS_SHOWN = 3;
const REASONS_SHOWN = 4;

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

function whoCells(
  name: string,
  row: ProviderRow | ProviderRow["hosts"][number],
): readonly string[] {
  return [name, count(row.recipients), count(row.attempts), rateText(row), count(row.replies)];
}

/** Providers with their biggest hosts. */
export function whoLines({ model, look, time }: Sheet): readonly string[] {
  const { rows, quiet } = model.who;
  const cells = rows
    .slice(0, PROVIDERS_SHOWN)
    .flatMap((row) => [
      [...whoCells(withoutControls(row.name), row), when(row.lastAt, time)],
      ...row.hosts
        .slice(0, HOSTS_SHOWN)
        .map((host) => [
          ...whoCells(`  ${withoutControls(host.host ?? "no name")}`, host),
          when(host.lastAt, time),
        ]),
    ]);
  const table = tableOf(
    ["provider / host", "throttled", "attempts", "rate", "replies", "last seen"],
    cells,
    look.columns,
  );
  const body = cells.length === 0 ? ["Nobody throttled in this window."] : table;
  const more =
    rows.length > PROVIDERS_SHOWN ? [`${count(rows.length - PROVIDERS_SHOWN)} more providers`] : [];
  const attempts = quiet.reduce((sum, row) => sum + row.attempts, 0);
  const calm =
    quiet.length === 0
      ? []
      : [
          `${plural(quiet.length, "provider", "providers")} did not throttle, in ${plural(attempts, "attempt", "attempts")}`,
        ];
  return [...heading("Who", look), ...body, ...more, ...calm];
}

function causeLines(cause: CauseRow, { look, time }: Sheet): readonly string[] {
  const share = cause.share === null ? "" : `, ${percent(cause.share)}`;
  const title = `${withoutControls(cause.label)}: ${plural(cause.recipients, "recipient", "recipients")}${share}`;
  const reasons = cause.reasons
    .slice(0, REASONS_SHOWN)
    .flatMap((reason) => [
      ...wrapped(
        `${[reason.code ?? "–", withoutControls(reason.enhanced ?? "")].join(" ").trim()} ${withoutControls(reason.name)}: ${count(reason.recipients)}, last ${when(reason.lastAt, time)}`,
        look.columns,
        "  ",
      ),
      ...wrapped(fitted(withoutControls(reason.sample), 400), look.columns, "    "),
    ]);
  const hidden = cause.reasons.length - REASONS_SHOWN + cause.reasonsOmitted.reasons;
  const more = hidden > 0 ? [`  ${plural(hidden, "more text", "more texts")}`] : [];
  const steps = (cause.advice?.steps ?? [])
    .slice(0, 3)
    .flatMap((step) => wrapped(`> ${withoutControls(step)}`, look.columns, "  "));
  return ["", paint("bold", fitted(title, look.columns), look), ...reasons, ...more, ...steps];
}

/** Causes with what was said and what to do, biggest first. */
export function whyLines(sheet: Sheet): readonly string[] {
  const { why } = sheet.model;
  const lines = why.flatMap((cause) => causeLines(cause, sheet)).slice(1);
  const body = why.length === 0 ? ["No refusal of this kind in this window."] : lines;
  return [...heading("Why", sheet.look), ...body];
}
