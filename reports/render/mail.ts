import type { ProviderRow, ReportModel, VerdictState } from "../model.ts";
import { mailHtml } from "./mail-html.ts";
import { percent } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import { renderText } from "./text.ts";

/** A report as a mail: the verdict is the subject, and both parts say the same. */
export type MailReport = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** `link` is where the whole report can be found, a path or an address. */
export function renderMail(model: ReportModel, link: string | null): MailReport {
  return {
    subject: subjectOf(model),
    text: renderText(model, { columns: 78, colour: false }),
    html: mailHtml(model, link),
  };
}

const WORDS: Readonly<Record<VerdictState, string>> = {
  ok: "ok",
  watch: "watch",
  critical: "CRITICAL",
  insufficient: "not enough data",
};

/** `[throttling] CRITICAL: Yahoo 31 %, Google 16 %`, on a quiet day `[throttling] ok: highest Google 0.6 %`. */
function subjectOf({ verdict, who }: ReportModel): string {
  const named = new Set(verdict.findings.map(({ provider }) => provider));
  const rows = who.rows.filter(({ provider }) => named.has(provider));
  const detail = rows.length > 0 ? rows.map(shareOf).join(", ") : highestOf(who.rows);
  const head = `[throttling] ${WORDS[verdict.state]}`;
  return withoutControls(detail === "" ? head : `${head}: ${detail}`);
}

function highestOf(rows: readonly ProviderRow[]): string {
  const [highest] = rows
    .filter(({ ranked, recipients }) => ranked && recipients > 0)
    .sort((a, b) => (b.rate?.share ?? 0) - (a.rate?.share ?? 0));
  return highest === undefined ? "" : `highest ${shareOf(highest)}`;
}

function shareOf({ name, rate }: ProviderRow): string {
  return rate === null ? name : `${name} ${percent(rate.share)}`;
}
