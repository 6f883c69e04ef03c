import { countedText, type Html, html, type Page } from "./context.ts";
import { comparedText, dataText, hostsText, zoneText } from "./facts.ts";
import { epochOf } from "./local-time.ts";
import { visible } from "./remote-text.ts";

export function windowLine({ model, time }: Page): Html {
  const { span } = model;
  const from = epochOf(span.from);
  const until = epochOf(span.until);
  if (from === until) return html`Nothing has been read yet`;
  return html`<time datetime="${span.from}">${time.full(from)}</time> – <time datetime="${span.until}">${time.full(until)}</time>
    <span class="soft">${zoneText(span, time)}</span>`;
}

/** What a number on this page stands for: whose mail, how fresh, against what, which replies, which filter. */
export function factsLine({ model, time }: Page): Html {
  const hosts = hostsText(model);
  const compared = comparedText(model, time);
  return html`<ul class="facts">${hosts === null ? html`` : html`<li>${visible(hosts)}</li>`}<li>${dataText(model, time)}</li>${compared === null ? html`` : html`<li class="versus">${compared}</li>`}<li>Counted: <strong>${countedText(model.lens)}</strong></li><li>Filter: <strong id="in-force">none</strong></li></ul>`;
}
