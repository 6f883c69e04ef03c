import { bucketName, type Mark, type RateCell, type TimeRow } from "../charts.ts";
import { type Html, html, moment, NONE, type Page, raw } from "./context.ts";
import { epochOf } from "./local-time.ts";
import { count, percent, plural } from "./numbers.ts";
import { episodeLanes } from "./page-episodes.ts";
import { visible } from "./remote-text.ts";
import { lineSwatch } from "./svg.ts";

/** Long tables of numbers leave out the end tags that HTML lets them leave out: a month of hours would be 20 KB more. */
function rateCell({ hits, tries, share }: RateCell): Html {
  if (tries === 0) return html`<td>${hits === 0 ? "" : count(hits)}`;
  const written = share === null ? "" : `${percent(share)} `;
  return html`<td>${written}${count(hits)}/${count(tries)}`;
}

function rateRow(row: TimeRow): Html {
  return html`<tr><th>${row.label}${[row.all, ...row.lines].map(rateCell)}<td>${row.remark}`;
}

function volumeRow(row: TimeRow): Html {
  const cells = [row.attempts, ...row.volumes].map(
    (value) => html`<td>${row.known ? count(value) : NONE}`,
  );
  return html`<tr><th>${row.label}${cells}<td>${row.remark}`;
}

type Table = {
  readonly name: string;
  readonly heads: readonly string[];
  readonly row: (row: TimeRow) => Html;
};

function tableOf({ charts, model }: Page, { name, heads, row }: Table): Html {
  const coarser = charts.rowSeconds > model.timeline.bucketSeconds;
  const note = coarser
    ? html`<p class="note">Each row adds up ${bucketName(charts.rowSeconds)}. <code>--format json</code> has every ${bucketName(model.timeline.bucketSeconds)}.</p>`
    : html``;
  return html`<details class="data"><summary>Show data as table</summary><div class="scroll" tabindex="0" role="region" aria-label="${name}">
  <table class="numbers"><thead><tr>${heads.map((head) => html`<th scope="col"><bdi>${visible(head)}</bdi></th>`)}</tr></thead>
  <tbody>${charts.rows.map(row)}</tbody></table></div>${note}</details>`;
}

function gapsNote({ model, time }: Page): Html {
  const { gaps } = model.timeline;
  if (gaps.length === 0) return html``;
  const shown = gaps.slice(0, 4).map((gap) => {
    const words = gap.kind === "no log" ? "no log was read" : "a busy log fell silent";
    return html` <span class="gap">${time.minute(epochOf(gap.from))} – ${time.minute(epochOf(gap.until))}: ${words}.</span>`;
  });
  const more =
    gaps.length > shown.length ? html` ${count(gaps.length - shown.length)} more.` : html``;
  return html`<p class="note"><svg class="swatch swatch-gap" viewBox="0 0 26 10" aria-hidden="true"><rect x="1" y="1" width="24" height="8"/><path d="M3 9 11 1M9 9 17 1M15 9 23 1"/></svg>
    Hatched: nothing is known.${shown}${more}</p>`;
}

function markText(mark: Mark, { time }: Page): Html {
  switch (mark.kind) {
    case "rotation": {
      const { ended, endedAt, began, beganAt } = mark.rotation;
      const next =
        began === ended ? html`the next of that name` : html`<code>${visible(began)}</code>`;
      const at = time.minute(epochOf(beganAt));
      const end = time.minute(epochOf(endedAt));
      return html`${at}: <code>${visible(ended)}</code> had ended${end === at ? "" : ` ${end}`}, ${next} began`;
    }
    case "jump": {
      const { source, from, until } = mark.jump;
      return html`${moment(from, time)}: the stamps of <code dir="ltr">${visible(source)}</code> leap to ${moment(until, time)}; a clock was set, or a year guessed wrong`;
    }
  }
}

/** Paper shows a list of so many at most: it would be as long as the pictures. */
const PRINTED = 12;

/** What the numbered lines of the pictures are. */
function marksList(page: Page): Html {
  const { rotations, jumps } = page.model.quality;
  const { marks } = page.charts;
  if (marks.length === 0) return html``;
  const said = [
    rotations.length === 0 ? "" : plural(rotations.length, "rotation", "rotations"),
    jumps.length === 0 ? "" : plural(jumps.length, "leap of stamps", "leaps of stamps"),
  ].filter((part) => part !== "");
  const more = rotations.length + jumps.length - marks.length;
  const rest =
    more <= 0 ? html`` : html`<p class="note">${count(more)} more, neither drawn nor listed.</p>`;
  return html`<details class="marks${marks.length > PRINTED ? " data" : ""}"><summary>Dotted: ${said.join(", ")} of the log</summary><ol>${marks.map((mark) => html`<li>${markText(mark, page)}</li>`)}</ol>${rest}</details>`;
}

function rateFigure(page: Page): Html {
  const { charts, model } = page;
  const legend = charts.data.lines.map(
    (line, place) =>
      html`<li data-provider="${visible(line.provider)}">${lineSwatch(line.slot, place)} <bdi>${visible(line.name)}</bdi> <span class="soft">${line.remark}</span></li>`,
  );
  const heads = ["Time", "All", ...model.timeline.lines.map((line) => line.name), "Remark"];
  return html`<figure class="panel"><figcaption><h3>${visible(charts.rateTitle)}</h3>
    <p class="soft">Throttled recipients ÷ attempts per ${bucketName(model.timeline.bucketSeconds)}. No rate below ${model.thresholds.minimumAttempts} attempts. Shade: 95 % interval of all.</p></figcaption>
  <ul class="legend"><li>${lineSwatch(0, 0)} All providers</li>${legend}</ul>
  <div class="canvas"><canvas id="rate" role="img" aria-label="${visible(charts.rateTitle)}"></canvas></div>${episodeLanes(page)}
  ${gapsNote(page)}${marksList(page)}
  ${tableOf(page, { name: "Throttling rate over time", heads, row: rateRow })}</figure>`;
}

function volumeFigure(page: Page): Html {
  const { charts, model } = page;
  const legend = charts.data.layers.map(
    (layer) =>
      html`<li><svg class="swatch layer-${layer.key}" viewBox="0 0 14 10" aria-hidden="true"><rect x="1" width="10" height="10" rx="2"/></svg> ${layer.label}</li>`,
  );
  const heads = ["Time", "Attempts", ...charts.data.layers.map((layer) => layer.label), "Remark"];
  return html`<figure class="panel"><figcaption><h3>${charts.volumeTitle}</h3>
    <p class="soft">Attempts per ${bucketName(model.timeline.bucketSeconds)} by outcome, on the same time axis.</p></figcaption>
  <ul class="legend">${legend}</ul>
  <div class="canvas canvas-low"><canvas id="volume" role="img" aria-label="${charts.volumeTitle}"></canvas></div>
  ${tableOf(page, { name: "Attempt volume over time", heads, row: volumeRow })}</figure>`;
}

function causeRow(row: TimeRow): Html {
  const cells = [row.all.hits, ...row.causes].map(
    (value) => html`<td>${row.known ? count(value) : NONE}`,
  );
  return html`<tr><th>${row.label}${cells}<td>${row.remark}`;
}

/** What it was for, over time. One cause alone would be the picture above again. */
function causeFigure(page: Page): Html {
  const { charts, model } = page;
  const { causes } = charts.data;
  if (causes.length < 2) return html``;
  const legend = causes.map(
    (layer) =>
      html`<li><svg class="swatch fill-${layer.slot}" viewBox="0 0 14 10" aria-hidden="true"><rect x="1" width="10" height="10" rx="2"/></svg> ${visible(layer.label)}</li>`,
  );
  const heads = ["Time", "Throttled", ...causes.map((layer) => layer.label), "Remark"];
  return html`<figure class="panel"><figcaption><h3>${visible(charts.causeTitle)}</h3>
    <p class="soft">Throttled recipients per ${bucketName(model.timeline.bucketSeconds)} by cause, on the same time axis.</p></figcaption>
  <ul class="legend">${legend}</ul>
  <div class="canvas canvas-low"><canvas id="causes" role="img" aria-label="${visible(charts.causeTitle)}"></canvas></div>
  ${tableOf(page, { name: "Throttled recipients by cause over time", heads, row: causeRow })}</figure>`;
}

export function timeSection(page: Page): Html {
  return html`<section id="time" aria-labelledby="time-title"><h2 id="time-title">Over time</h2>
  <noscript><p class="note">Scripts are off: the pictures are not drawn. Their tables hold the same numbers.</p></noscript>
  ${rateFigure(page)}${volumeFigure(page)}${causeFigure(page)}</section>`;
}

/** The numbers of the pictures as a JSON block: data, never run, and safe inside the page by its escapes. */
export function dataBlock(safe: string): Html {
  return html`<script type="application/json" id="d">${raw(safe)}</script>`;
}
