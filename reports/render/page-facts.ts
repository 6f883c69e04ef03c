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

/** One for each window that the page can stand beside; a window that cannot be compared is named once, above the cards. */
function comparedItems({ model, time }: Page): Html {
  const { previous, lastWeek } = model;
  const before = comparedText(previous, time);
  const week = lastWeek === null || lastWeek.obstacle !== null ? null : lastWeek;
  return html`${before === null ? html`` : html`<li class="${previous?.obstacle === null ? "versus" : "soft"}">${before}</li>`}${week === null ? html`` : html`<li class="versus week">${comparedText(week, time)}</li>`}`;
}

/** What a number on this page stands for: whose mail, how fresh, against what, which replies, which filter. */
export function factsLine(page: Page): Html {
  const { model, time } = page;
  const hosts = hostsText(model);
  return html`<ul class="facts">${hosts === null ? html`` : html`<li>${visible(hosts)}</li>`}<li>${dataText(model, time)}</li>${comparedItems(page)}<li>Counted: <strong>${countedText(model.lens)}</strong></li><li>Filter: <strong id="in-force">none</strong></li></ul>`;
}
