import type { Advice, CauseRow, Reason } from "../model.ts";
import { fraction, type Html, html, moment, type Page, rateText } from "./context.ts";
import { count, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";

/** A summary line shows this much of a text; the verbatim sample below it has all of it. */
const LINE = 200;

/** A verbatim sample may be as long as the log line; the page shows this much and the JSON all of it. */
const SAMPLE = 1200;

function clipped(text: string, length: number): string {
  const characters = Array.from(visible(text));
  return characters.length <= length
    ? characters.join("")
    : `${characters.slice(0, length - 1).join("")}…`;
}

function reasonRow(reason: Reason, page: Page): Html {
  const stages = reason.stages.join(", ");
  return html`<tr><td class="codes"><code>${reason.code ?? "–"}</code> <code class="soft">${visible(reason.enhanced ?? "")}</code></td>
    <td class="said"><details><summary><span dir="ltr">${clipped(reason.fingerprint, LINE)}</span></summary>
      <figure class="sample"><figcaption>Verbatim, addresses masked</figcaption><blockquote dir="ltr">${clipped(reason.sample, SAMPLE)}</blockquote></figure>
      <p class="note">First seen ${moment(reason.firstAt, page.time)}, last ${moment(reason.lastAt, page.time)}. Stage: ${visible(stages)}. Rule: <code>${visible(reason.rule ?? "none")}</code>. Withheld ${count(reason.withheld)}, shadowed ${count(reason.shadowed)}.</p></details></td>
    <td><bdi>${visible(reason.name)}</bdi></td>
    <td class="n strong" data-label="Throttled">${count(reason.recipients)}</td><td class="n" data-label="Replies">${count(reason.replies)}</td>
    <td class="when" data-label="Last seen">${moment(reason.lastAt, page.time)}</td></tr>`;
}

function restRow(cause: CauseRow): Html {
  const { reasonsOmitted: other } = cause;
  if (other.reasons === 0) return html``;
  return html`<tr class="soft"><td></td><td>${plural(other.reasons, "other text", "other texts")}</td><td></td><td class="n">${count(other.recipients)}</td><td class="n">${count(other.replies)}</td><td></td></tr>`;
}

function adviceBlock(advice: Advice | null): Html {
  if (advice === null || advice.steps.length === 0) return html``;
  return html`<details class="advice"><summary>What to do <span class="soft">${visible(advice.who)}</span></summary>
    <ol>${advice.steps.map((step) => html`<li>${visible(step)}</li>`)}</ol></details>`;
}

function causeBlock(cause: CauseRow, page: Page): Html {
  const share = cause.share === null ? "" : `${percent(cause.share)} of the throttled recipients`;
  const width = ((cause.share ?? 0) * 100).toFixed(1);
  return html`<article class="panel cause-block"><header><h3>${visible(cause.label)}</h3>
    <p class="soft">${visible(cause.advice?.question ?? "")}</p>
    <p class="cause-count"><strong>${plural(cause.recipients, "recipient", "recipients")}</strong> <span class="soft">${share}; ${rateText(cause)} (${fraction(cause)})</span></p>
    <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-track" width="100" height="6"/><rect class="bar-fill" width="${width}" height="6"/></svg></header>
    ${adviceBlock(cause.advice)}
    <div class="scroll" tabindex="0" role="region" aria-label="Texts of ${visible(cause.label)}"><table class="reasons"><thead><tr><th scope="col">Code</th><th scope="col">What they said</th><th scope="col">Who</th><th scope="col" class="n">Throttled</th><th scope="col" class="n">Replies</th><th scope="col">Last seen</th></tr></thead>
    <tbody>${cause.reasons.map((reason) => reasonRow(reason, page))}${restRow(cause)}</tbody></table></div></article>`;
}

export function whySection(page: Page): Html {
  const causes = page.model.why;
  return html`<section id="why" aria-labelledby="why-title"><h2 id="why-title">Why</h2>
  <p class="lead">What the remote side said, by cause. Open a text for the verbatim reply.</p>
  ${causes.length === 0 ? html`<div class="panel"><p class="empty">No refusal of this kind in this window.</p></div>` : causes.map((cause) => causeBlock(cause, page))}</section>`;
}
