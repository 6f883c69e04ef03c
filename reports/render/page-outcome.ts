import type { DeliveryAnswer, DeliveryRow, PendingAge, RetryStep } from "../model-delivery.ts";
import { ageText, hoursText } from "./answers/delivery.ts";
import { boundText, type Html, html, NONE, type Page, rateText, tight } from "./context.ts";
import { count, duration, percent, plural } from "./numbers.ts";
import { outcomeFigures } from "./page-curves.ts";
import { visible } from "./remote-text.ts";

/** So many pairs of provider and cause are listed, most recipients first. */
const ROWS = 15;

function leadOf({ outcomes, recipients }: DeliveryAnswer): string {
  if (recipients === 0) return "No recipient was throttled in this window.";
  const { delivered, pending, expired, bounced } = outcomes;
  const share = delivered.rate === null ? "" : ` (${percent(delivered.rate.share)})`;
  return `Of ${plural(recipients, "throttled recipient", "throttled recipients")}, ${count(delivered.count)}${share} were delivered in the end, ${count(expired.count)} expired, ${count(bounced.count)} bounced, ${count(pending.count)} still wait.`;
}

function rowOf(row: DeliveryRow): Html {
  return html`<tr><th scope="row"><bdi>${visible(row.name)}</bdi> <span class="cause">${visible(row.label)}</span></th><td class="n strong">${count(row.recipients)}</td><td class="n">${count(row.delivered.count)}</td><td class="n">${rateText(row.delivered)}</td><td class="n">${count(row.bounced.count)}</td><td class="n">${count(row.expired.count)}</td><td class="n">${count(row.pending.count)}</td><td class="n">${count(row.lostTrack.count)}</td><td class="n">${boundText(row.time.p50, row.time)}</td><td class="n">${boundText(row.time.p95, row.time)}</td></tr>`;
}

function rowsTable({ rows }: DeliveryAnswer): Html {
  const cut =
    rows.length <= ROWS
      ? html``
      : html`<p class="note rest">${count(rows.length - ROWS)} more: <code>smtp-analyze delivery --format csv</code></p>`;
  return html`<div class="panel"><h3>By provider and cause</h3><div class="scroll" tabindex="0" role="region" aria-label="Outcome by provider and cause"><table class="outcomes"><thead><tr><th scope="col">Provider and cause</th><th scope="col" class="n">Throttled</th><th scope="col" class="n">Delivered</th><th scope="col" class="n">Share</th><th scope="col" class="n">Bounced</th><th scope="col" class="n">Expired</th><th scope="col" class="n">Waiting</th><th scope="col" class="n">Lost track</th><th scope="col" class="n">Half within</th><th scope="col" class="n">95 % within</th></tr></thead>
  <tbody>${rows.slice(0, ROWS).map(rowOf)}</tbody></table></div>${cut}</div>`;
}

function expectedText({ expected, history }: PendingAge): string {
  if (expected === null) return `unknown: ${count(history.of)} earlier ones got as old`;
  return `${count(expected.count)} (${count(expected.low)}–${count(expected.high)}), as ${count(history.count)} of ${count(history.of)} before`;
}

function ageRow(age: PendingAge): Html {
  return html`<tr><th scope="row">${ageText(age)}</th><td class="n strong">${count(age.recipients)}</td><td class="n">${hoursText(age.hoursLeft)}</td><td>${expectedText(age)}</td></tr>`;
}

function pendingPart({ pending, lifetimeSeconds }: DeliveryAnswer): Html {
  if (pending.length === 0)
    return html`<div><h3>Waiting</h3><p class="note">Nobody waits.</p></div>`;
  return html`<div><h3>Waiting, by time since the first refusal</h3><p class="note">Queue lifetime ${duration(lifetimeSeconds)}.</p><div class="scroll" tabindex="0" role="region" aria-label="Waiting recipients by age"><table class="ages"><thead><tr><th scope="col">Waits since</th><th scope="col" class="n">Recipients</th><th scope="col" class="n">Left</th><th scope="col">Will expire</th></tr></thead><tbody>${pending.map(ageRow)}</tbody></table></div></div>`;
}

function retryRow(step: RetryStep): Html {
  const half = step.tries < 20 ? NONE : step.p50 === null ? "> 5 days" : `≤ ${duration(step.p50)}`;
  return html`<tr><th scope="row">before try ${step.try}</th><td class="n">${count(step.tries)}</td><td class="n">${half}</td><td class="n">${count(step.quick.count)} of ${count(step.quick.of)}</td></tr>`;
}

function retryPart({ retry }: DeliveryAnswer): Html {
  const table =
    retry.steps.length === 0
      ? html``
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Intervals between tries"><table class="retries"><thead><tr><th scope="col">Interval</th><th scope="col" class="n">Tries</th><th scope="col" class="n">Half within</th><th scope="col" class="n">At most 30 min</th></tr></thead><tbody>${retry.steps.map(retryRow)}</tbody></table></div>`;
  return html`<div><h3>Our own retries</h3><p class="note">${tight(visible(retry.sentence))}</p>${table}</div>`;
}

/** Does it arrive in the end, and how late? */
export function outcomeSection({ model }: Page): Html {
  const { delivery } = model;
  if (delivery === null) return html``;
  const lead = html`<section id="outcome" aria-labelledby="outcome-title"><h2 id="outcome-title">Then what</h2>
  <p class="lead">${tight(leadOf(delivery))} Each counts once, however often it was refused.</p>`;
  if (delivery.recipients === 0) return html`${lead}</section>`;
  return html`${lead}${outcomeFigures(delivery)}${rowsTable(delivery)}
  <div class="panel columns">${pendingPart(delivery)}${retryPart(delivery)}</div></section>`;
}
