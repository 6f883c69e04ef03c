import { html } from "hono/html";
import type { CauseRow, Measure, ProviderRow, ReportModel, VerdictState } from "../model.ts";
import type { EpisodeRow } from "../model-episode.ts";
import { countedText, fraction, type Html, rateText } from "./context.ts";
import { epochOf, type LocalTime, localTime } from "./local-time.ts";
import { count, duration, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";
import { spokenText } from "./reply-text.ts";
import { fitted } from "./text-table.ts";

/** Rows of each table: a mail is read on a phone, and Gmail clips at 102 KB. */
const ROWS = 5;
const QUOTED = 240;

/** Inline, because mail clients drop style sheets. Neither pure white nor pure black, so that dark modes can turn them. */
const STYLE = {
  page: "margin:0;padding:16px;background-color:#f6f7f9;color:#1b2733;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif",
  card: "max-width:640px;margin:0 auto;background-color:#fdfdfd;border:1px solid #d9dee5;border-radius:8px",
  cell: "padding:6px 8px;border-top:1px solid #e4e8ed;text-align:left;vertical-align:top",
  number:
    "padding:6px 8px;border-top:1px solid #e4e8ed;text-align:right;vertical-align:top;white-space:nowrap",
  head: "margin:22px 0 6px;font-size:16px",
  quiet: "color:#5a6673;font-size:13px",
  code: "font:13px/1.4 ui-monospace,Menlo,Consolas,monospace;word-break:break-word",
} as const;

const STATES: Readonly<Record<VerdictState, { readonly word: string; readonly colour: string }>> = {
  ok: { word: "● ok", colour: "#1d6b3c" },
  watch: { word: "▲ watch", colour: "#8a5200" },
  critical: { word: "■ critical", colour: "#a11212" },
  insufficient: { word: "◌ not enough data", colour: "#4b5563" },
};

/** Remote text and names: nothing in them becomes a link in the mail client, because dots are kept apart by a word joiner. */
function quoted(text: string): string {
  return visible(text).replaceAll(".", ".\u2060").replaceAll("@", "@\u2060");
}

/** A bar of two table cells: the only drawing that every mail client shows. */
function bar(measure: Pick<Measure, "rate">, highest: number): Html {
  const share = measure.rate?.share ?? 0;
  const filled = highest === 0 ? 0 : Math.round((share / highest) * 100);
  return html`<table role="presentation" width="90" cellpadding="0" cellspacing="0"><tr>
${filled > 0 ? html`<td bgcolor="#1030a0" width="${filled}%" style="font-size:8px">&nbsp;</td>` : ""}
${filled < 100 ? html`<td bgcolor="#e4e8ed" width="${100 - filled}%" style="font-size:8px">&nbsp;</td>` : ""}
</tr></table>`;
}

function table(head: readonly string[], rows: readonly Html[]): Html {
  const cells = head.map(
    (text) => html`<th style="${STYLE.quiet};text-align:left;padding:4px 8px">${text}</th>`,
  );
  return html`<table width="100%" cellpadding="0" cellspacing="0"><tr>${cells}</tr>${rows}</table>`;
}

function providers(rows: readonly ProviderRow[]): Html {
  const shown = rows.slice(0, ROWS);
  const ranked = shown.filter((row) => row.ranked);
  const highest = Math.max(0, ...ranked.map(({ rate }) => rate?.share ?? 0));
  return table(
    ["Provider", "Throttled", "Rate", "Mostly"],
    shown.map(
      (
        row,
      ) => html`<tr><td style="${STYLE.cell}">${quoted(row.name)}${row.ranked ? bar(row, highest) : ""}</td>
<td style="${STYLE.number}">${fraction(row)}</td><td style="${STYLE.number}">${rateText(row)}</td>
<td style="${STYLE.cell}">${visible(row.topCause ?? "–")}</td></tr>`,
    ),
  );
}

/** New texts first: they are what a reader has not seen yesterday. */
function causes(rows: readonly CauseRow[]): Html {
  const reasons = rows
    .flatMap(({ label, reasons: texts }) => texts.map((text) => ({ label, ...text })))
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || b.recipients - a.recipients)
    .slice(0, ROWS);
  return table(
    ["What they say", "Recipients"],
    reasons.map(
      (
        row,
      ) => html`<tr><td style="${STYLE.cell}"><strong>${visible(row.label)}</strong>, ${quoted(row.name)}${row.isNew ? html` <strong style="color:#8a5200">new</strong>` : ""}<br>
<code style="${STYLE.code}">${quoted([row.code ?? "", row.enhanced ?? "", fitted(spokenText(row.sample, row.code), QUOTED)].join(" ").trim())}</code></td>
<td style="${STYLE.number}">${count(row.recipients)}</td></tr>`,
    ),
  );
}

function episodes(rows: readonly EpisodeRow[], time: LocalTime): Html {
  return table(
    ["Open episode", "Since", "Recipients", "Peak"],
    rows.slice(0, ROWS).map(
      (row) => html`<tr><td style="${STYLE.cell}">${quoted(row.name)}: ${visible(row.label)}</td>
<td style="${STYLE.number}">${time.minute(epochOf(row.startedAt))} (${duration(row.seconds)})</td>
<td style="${STYLE.number}">${count(row.recipients)}</td><td style="${STYLE.number}">${percent(row.peakRate)}</td></tr>`,
    ),
  );
}

function section(title: string, content: Html, rows: number): Html | string {
  return rows === 0 ? "" : html`<h2 style="${STYLE.head}">${title}</h2>${content}`;
}

/** One column, tables and words, no script, no style sheet, nothing from outside. */
export function mailHtml(model: ReportModel, link: string | null): string {
  const { verdict, figures, span, who, why, quality, lens } = model;
  const time = localTime(span.zone);
  const state = STATES[verdict.state];
  const open = model.episodes.filter(({ endedAt }) => endedAt === null);
  const window = `${time.full(epochOf(span.from))} – ${time.full(epochOf(span.until))}, ${time.zone}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${visible(model.title)}</title></head>
<body style="${STYLE.page}"><table role="presentation" width="100%" style="${STYLE.card}"><tr><td style="padding:20px">
<p style="margin:0;font-weight:700;color:${state.colour}">${state.word}</p>
<h1 style="margin:2px 0 8px;font-size:20px;line-height:1.3">${quoted(verdict.sentence)}</h1>
${verdict.findings.map((finding) => html`<p style="margin:6px 0"><strong>${quoted(finding.name)}</strong> ${quoted(finding.text)}</p>`)}
${verdict.more > 0 ? html`<p>${plural(verdict.more, "more provider", "more providers")} above the threshold.</p>` : ""}
<p style="${STYLE.quiet}">${window}. Counted: ${countedText(lens)}.</p>
<p style="margin:6px 0">Throttled <strong>${rateText(figures.throttled)}</strong> (${fraction(figures.throttled)}), ${plural(figures.throttled.withheld, "recipient", "recipients")} withheld by our own queue, ${plural(figures.delivered, "recipient", "recipients")} delivered.</p>
${section("Who", providers(who.rows), who.rows.length)}
${section("Why", causes(why), why.length)}
${section("Still going on", episodes(open, time), open.length)}
<p style="${STYLE.quiet};margin-top:22px">${quality.sentence}</p>
${link === null ? "" : html`<p style="${STYLE.quiet}">The whole report: ${visible(link)}</p>`}
</td></tr></table></body></html>
`;
  return String(page);
}
