import type { Advice, CauseRow, Reason } from "../model.ts";
import { dataThrough, type Html, html, moment, type Page, rateText, tight } from "./context.ts";
import { listedTexts, sumOfRest } from "./more.ts";
import { count, percent, plural } from "./numbers.ts";
import { visible } from "./remote-text.ts";
import { NO_TEXT } from "./reply-text.ts";
import { clipped, sampleCaption, sampleText, stageText } from "./sample.ts";
import { throughText } from "./through.ts";

/** A summary line shows this much of a text; the verbatim sample below it has all of it. */
const LINE = 200;

/** A verbatim sample may be as long as the log line; the page shows this much and the JSON all of it. */
const SAMPLE = 1200;

/** Code and enhanced code, or in words that the remote side is not quoted. */
function codes(reason: Reason): Html {
  if (reason.code === null) return html`<span class="tag">no reply quoted</span>`;
  return html`<code>${reason.code}</code> <code class="soft">${visible(reason.enhanced ?? "")}</code>`;
}

/** What a filter calls the codes of a row: `421 4.7.28`. */
function codeKey(reason: Reason): string {
  if (reason.code === null) return "none";
  return visible([reason.code, ...(reason.enhanced === null ? [] : [reason.enhanced])].join(" "));
}

function sampleFigure(reason: Reason): Html {
  const text = sampleText(reason, SAMPLE);
  return html`<figure class="sample"><figcaption>${sampleCaption(text, reason.code !== null)}</figcaption><blockquote dir="ltr">${text}</blockquote></figure>`;
}

function reasonRow(reason: Reason, through: string, page: Page): Html {
  const { rule, shadowed, withheld } = reason;
  const said = reason.fingerprint === "" ? NO_TEXT : clipped(visible(reason.fingerprint), LINE);
  return html`<tr data-provider="${visible(reason.provider)}" data-code="${codeKey(reason)}"${dataThrough(through)}><td class="codes">${codes(reason)}<td class="said"><details><summary><span dir="ltr">${said}</span>${reason.isNew ? html` <span class="tag new">new</span>` : html``}</summary>
      ${sampleFigure(reason)}
      <p class="note">${reason.isNew ? html`<strong>New:</strong> never said here before. ` : html``}First seen ${moment(reason.firstAt, page.time)}, last ${moment(reason.lastAt, page.time)}. ${stageText(reason.stages)}. ${rule === null ? "No rule knows this text" : html`Rule: <code>${visible(rule)}</code>`}. Withheld ${count(withheld)}, shadowed ${count(shadowed)}.</p></details><td class="whom"><bdi>${visible(reason.name)}</bdi><td class="n strong" data-label="Throttled">${count(reason.recipients)}<td class="n" data-label="Replies">${count(reason.replies)}<td class="when" data-label="Last seen">${moment(reason.lastAt, page.time)}`;
}

function restRow(cause: CauseRow): Html {
  const { reasons, reasonsOmitted } = cause;
  const hidden = reasons.slice(listedTexts(cause).length);
  const others = hidden.length + reasonsOmitted.reasons;
  if (others === 0) return html``;
  const { recipients, replies } = sumOfRest(hidden, reasonsOmitted);
  return html`<tr class="soft rest"><td></td><td>${plural(others, "other text", "other texts")}</td><td></td><td class="n">${count(recipients)}</td><td class="n">${count(replies)}</td><td></td></tr>`;
}

function adviceBlock(advice: Advice | null): Html {
  if (advice === null || advice.steps.length === 0) return html``;
  return html`<details class="advice"><summary>What to do <span class="soft">${visible(advice.who)}</span></summary>
    <ol>${advice.steps.map((step) => html`<li>${visible(step)}</li>`)}</ol></details>`;
}

function causeBlock(cause: CauseRow, page: Page): Html {
  const share = cause.share === null ? "" : `${percent(cause.share)} of the throttled recipients, `;
  const basis = `${count(cause.recipients)} of ${count(cause.attempts)}`;
  const ofAll = cause.rate === null ? basis : `${rateText(cause)} of all attempts (${basis})`;
  const width = ((cause.share ?? 0) * 100).toFixed(1);
  return html`<article class="panel cause-block" data-cause="${visible(cause.cause)}"><header><h3>${visible(cause.label)}</h3>
    <p class="soft">${visible(cause.advice?.question ?? "")}</p>
    <p class="cause-count"><strong>${plural(cause.recipients, "recipient", "recipients")}</strong> <span class="soft">${tight(`${share}${ofAll}`)}</span></p>
    <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-track" width="100" height="6"/><rect class="bar-fill" width="${width}" height="6"/></svg></header>
    ${adviceBlock(cause.advice)}
    <div class="scroll" tabindex="0" role="region" aria-label="Texts of ${visible(cause.label)}"><table class="reasons"><thead><tr><th scope="col">Code</th><th scope="col">What they said</th><th scope="col">Who</th><th scope="col" class="n">Throttled</th><th scope="col" class="n">Replies</th><th scope="col">Last seen</th></tr></thead>
    <tbody>${listedTexts(cause).map((reason, place) => reasonRow(reason, throughText(page.model, cause.cause, place), page))}${restRow(cause)}</tbody></table></div></article>`;
}

export function whySection(page: Page): Html {
  const causes = page.model.why;
  return html`<section id="why" aria-labelledby="why-title"><h2 id="why-title">Why</h2>
  <p class="lead">What the remote side said, by cause. Open a text for the verbatim reply.</p>
  ${causes.length === 0 ? html`<div class="panel"><p class="empty">No refusal of this kind in this window.</p></div>` : causes.map((cause) => causeBlock(cause, page))}</section>`;
}
