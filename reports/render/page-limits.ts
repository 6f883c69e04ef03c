import type { LimitRow, SnippetPart } from "../model-limits.ts";
import { type Html, html, moment, NONE, type Page, tight } from "./context.ts";
import { count } from "./numbers.ts";
import { visible } from "./remote-text.ts";

function perMinute(value: number | null): string {
  return value === null ? NONE : `${count(value)}/min`;
}

function onsetText({ onset }: LimitRow): Html {
  if (onset === null) return html`${NONE}`;
  const { median, lowest, highest, onsets } = onset;
  return html`${perMinute(median)} <span class="soft">${count(lowest)}–${count(highest)}, ${onsets === 1 ? "once" : `${count(onsets)} times`}</span>`;
}

function snippet({ file, text }: SnippetPart): Html {
  return html`<p class="note">${file}</p><pre tabindex="0"><code>${visible(text).replaceAll("\\u{a}", "\n")}</code></pre>`;
}

function limitRow(row: LimitRow): Html {
  const advice =
    row.snippet.length === 0
      ? html``
      : html`<details><summary>Settings that stay below</summary>${row.snippet.map(snippet)}</details>`;
  return html`<tbody><tr><th scope="row"><bdi>${visible(row.name)}</bdi></th><td>${onsetText(row)}</td><td class="n">${perMinute(row.perMinute)}</td><td class="n">${row.perTenMinutes === null ? NONE : count(row.perTenMinutes)}</td><td>${row.sureness}</td><td class="n strong">${perMinute(row.below)}</td></tr>
  <tr class="more"><td colspan="6"><p class="note">${tight(visible(row.sentence))}</p>${advice}</td></tr></tbody>`;
}

/** At which rate do refusals begin? Only from counts by the minute. */
export function limitsSection({ model, time }: Page): Html {
  const { limits } = model;
  if (limits === null || limits.rows.length === 0) return html``;
  const { from, until } = limits.window;
  return html`<section id="limits" aria-labelledby="limits-title"><h2 id="limits-title">Where is the limit</h2>
  <p class="lead">The attempts a minute at which refusals began, and what was taken at other times: ${moment(from, time)} – ${moment(until, time)}, of providers that had an episode.</p>
  <div class="panel"><div class="scroll" tabindex="0" role="region" aria-label="Limits"><table class="limits"><thead><tr><th scope="col">Provider</th><th scope="col">Refusals began at</th><th scope="col" class="n">Taken in a minute</th><th scope="col" class="n">In ten</th><th scope="col">How sure</th><th scope="col" class="n">Stay below</th></tr></thead>
  ${limits.rows.map(limitRow)}</table></div></div></section>`;
}
