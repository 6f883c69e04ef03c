import type { Inbound, Quality, SourceRow } from "../model.ts";
import type { Problem } from "../model-quality.ts";
import { type Html, html, moment, type Page } from "./context.ts";
import { epochOf, localTime } from "./local-time.ts";
import { bytes, count, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";
import { stateShape } from "./svg.ts";

/** Problems are kept by the day of UTC. */
const UTC = localTime("UTC");

function understoodShare(row: Omit<SourceRow, "source">): string {
  const relevant = row.understood + row.notUnderstood;
  return relevant === 0 ? "–" : percent(row.understood / relevant);
}

function lineCounts(row: Omit<SourceRow, "source">, page: Page): Html {
  return html`<td class="when">${moment(row.firstAt, page.time)}</td><td class="when">${moment(row.lastAt, page.time)}</td>
    <td class="n">${count(row.lines)}</td><td class="n">${count(row.irrelevant)}</td><td class="n">${count(row.understood)}</td>
    <td class="n strong">${count(row.notUnderstood)}</td><td class="n">${understoodShare(row)}</td><td class="n">${bytes(row.bytes)}</td>`;
}

function sourcesTable(quality: Quality, page: Page): Html {
  if (quality.sources.length === 0)
    return html`<p class="empty">No log was read for this window.</p>`;
  const rows = quality.sources.map(
    (row) =>
      html`<tr><th scope="row"><code dir="ltr">${visible(row.source)}</code></th>${lineCounts(row, page)}</tr>`,
  );
  const more =
    quality.sourcesOmitted === 0
      ? html``
      : html`<tr class="soft rest"><th scope="row">${plural(quality.sourcesOmitted, "more source", "more sources")}: <code>smtp-analyze sql "SELECT * FROM coverage"</code></th><td colspan="8"></td></tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sources"><table><thead><tr><th scope="col">Source</th><th scope="col">First line</th><th scope="col">Last line</th><th scope="col" class="n">Lines</th>
    <th scope="col" class="n">Not about delivery</th><th scope="col" class="n">Understood</th><th scope="col" class="n">Not understood</th><th scope="col" class="n">Share</th><th scope="col" class="n">Size</th></tr></thead>
    <tbody>${rows}${more}</tbody><tfoot><tr><th scope="row">All sources</th>${lineCounts(quality.total, page)}</tr></tfoot></table></div>`;
}

function gapsList({ model, time }: Page): Html {
  const { gaps } = model.timeline;
  if (gaps.length === 0) return html`<p>No gap in this window.</p>`;
  const items = gaps.slice(0, 20).map((gap) => {
    const words =
      gap.kind === "no log"
        ? "no log was read"
        : "the log was busy before and after, and says nothing here";
    return html`<li>${time.full(epochOf(gap.from))} – ${time.full(epochOf(gap.until))}: ${words}</li>`;
  });
  return html`<ul class="plain">${items}</ul>${gaps.length > 20 ? html`<p class="soft">${count(gaps.length - 20)} more: <code>smtp-analyze report --format json</code></p>` : html``}`;
}

/** Where stamps go on from another moment, and what cannot be told. */
function clockNotes({ rotations, jumps }: Quality): Html {
  const crossed =
    rotations.length === 0
      ? html``
      : html`<p>${plural(rotations.length, "rotation", "rotations")} crossed, dotted in the <a href="#rate">picture</a>.</p>`;
  const leaps =
    jumps.length === 0
      ? "No file leaps by more than a week."
      : `${plural(jumps.length, "leap", "leaps")} of more than a week inside a file, dotted in the picture.`;
  return html`<h3>Rotations and clocks</h3>${crossed}<p>${leaps} <span class="soft">Stamps that go back, and shorter leaps, are not recorded.</span></p>`;
}

/** `18 Nov`, or from the first to the last day that had them; days are those of UTC. */
function daysText({ firstDay, lastDay }: Problem): string {
  const day = (name: string) => UTC.day(epochOf(`${name}T00:00:00Z`));
  return firstDay === lastDay ? day(firstDay) : `${day(firstDay)} – ${day(lastDay)}`;
}

function problems(quality: Quality): Html {
  if (quality.issues.length === 0) return html`<p>No problem was counted.</p>`;
  return html`<ul class="plain">${quality.issues.map((issue) => html`<li><code>${visible(issue.code)}</code> ${plural(issue.lines, "line", "lines")} <span class="soft">${daysText(issue)}</span></li>`)}</ul>`;
}

function samples(quality: Quality): Html {
  if (quality.samples.length === 0) return html``;
  const items = quality.samples.map(
    (row) =>
      html`<li><code>${visible(row.reason)}</code> <span class="soft" dir="ltr">${visible(row.source)}</span><blockquote dir="ltr">${visible(row.sample)}</blockquote></li>`,
  );
  return html`<h3>Lines that were not understood</h3><ul class="plain samples">${items}</ul>`;
}

/** The other direction: what we refused to clients. */
function inboundPart({ reasons, sentence }: Inbound): Html {
  if (sentence === "") return html``;
  const items = reasons.map(
    (row) =>
      html`<li><code>${visible(row.reason)}</code> ${row.code === null ? "no digits logged" : String(row.code)}: ${count(row.refusals)}</li>`,
  );
  return html`<h3>What we refused to clients</h3><p>${sentence}</p><ul class="plain">${items}</ul>`;
}

export function qualitySection(page: Page): Html {
  const { quality, inbound } = page.model;
  return html`<section id="quality" aria-labelledby="quality-title"><h2 id="quality-title">Data quality</h2>
  <p class="lead state-${quality.state}">${stateShape(quality.state)} ${quality.sentence}</p>
  <div class="panel">${sourcesTable(quality, page)}
  <div class="columns"><div><h3>Gaps</h3>${gapsList(page)}${clockNotes(quality)}</div><div><h3>Problems by kind</h3>${problems(quality)}</div></div>
  ${inboundPart(inbound)}${samples(quality)}</div></section>`;
}
