import type { Difference, Previous } from "../model-previous.ts";
import { type Html, html, NONE, type Page, tight } from "./context.ts";
import { epochOf } from "./local-time.ts";
import { count, percent } from "./numbers.ts";

/** `+4.3 points`: never a percentage of a percentage. */
function points(value: number): string {
  const size = percent(Math.abs(value)).replace(" %", "");
  if (value === 0) return "no difference";
  if (size.startsWith("<")) return "less than 0.01 points";
  return `${value > 0 ? "+" : "−"}${size} points`;
}

const SHAPES: Readonly<Record<Difference["direction"], string>> = {
  worse: "▲",
  better: "▼",
  "no clear change": "=",
  "not enough data": "",
};

/** The difference of a rate to an earlier window; better and worse only where chance is ruled out. */
export function changeText({ difference, direction }: Difference): Html {
  if (difference === null) return html`<span class="soft">${NONE}</span>`;
  const kind = direction === "worse" ? "rising" : direction === "better" ? "falling" : "steady";
  const words = direction === "no clear change" ? " (no clear change)" : ` ${direction}`;
  return html`<span class="${kind}"><span aria-hidden="true">${SHAPES[direction]}\ufe0e</span> ${points(difference.points)}${words}</span>`;
}

/** Of fewer than these a relative difference would say more than is known. */
const ENOUGH = 20;

/** `+1,204 (+12 %)`: the difference of two counts. */
export function countChange(now: number, was: number): Html {
  const difference = now - was;
  if (difference === 0) return html`<span class="steady">no difference</span>`;
  const sign = difference > 0 ? "+" : "−";
  const size = Math.abs(difference);
  const share = was < ENOUGH ? "" : ` (${sign}${tight(percent(size / was))})`;
  return html`<span class="steady">${sign}${count(size)}${share}</span>`;
}

/** The difference of two shares; which way is better, the card says itself. */
export function shareChange(now: number | undefined, was: number | undefined): Html {
  if (now === undefined || was === undefined) return html`<span class="soft">${NONE}</span>`;
  return html`<span class="steady">${points(now - was)}</span>`;
}

type Compared = Previous & { readonly figures: NonNullable<Previous["figures"]> };

/** An earlier window, in the words of the page. What belongs to the week before is shown when a reader chooses it. */
export type Against = { readonly was: Compared; readonly week: boolean };

function isCompared(one: Previous | null): one is Compared {
  return one !== null && one.figures !== null;
}

/** The windows that this page can be compared with. */
export function againstOf({ model }: Page): readonly Against[] {
  const { previous, lastWeek } = model;
  return [
    ...(isCompared(previous) ? [{ was: previous, week: false }] : []),
    ...(isCompared(lastWeek) ? [{ was: lastWeek, week: true }] : []),
  ];
}

function classOf(week: boolean): string {
  return week ? "versus week" : "versus";
}

/** What a card says of earlier windows. */
export function versus(
  page: Page,
  said: (was: Compared) => readonly [before: string, change?: Html],
): Html {
  return html`${againstOf(page).map(({ was, week }) => {
    const [before, change] = said(was);
    return html`<p class="${classOf(week)}">${week ? "Last week" : "Before"}: ${tight(before)}${change === undefined ? html`` : html`; ${change}`}</p>`;
  })}`;
}

/** How the rate of one provider differs from earlier windows. */
export function versusProvider(page: Page, provider: string): Html {
  return html`${againstOf(page).map(({ was, week }) => {
    const then = was.providers.find((one) => one.provider === provider);
    if (then === undefined || then.difference === null) return html``;
    return html`<div class="${classOf(week)}">${changeText(then)}</div>`;
  })}`;
}

function namedBy({ time }: Page, { from, until }: Previous): string {
  return `${time.minute(epochOf(from))} – ${time.minute(epochOf(until))}`;
}

function lineOf(page: Page, one: Previous, week: boolean): Html {
  const name = week ? "the same window last week" : "the window before";
  const named = namedBy(page, one);
  if (one.obstacle !== null)
    return html`<p class="lead" data-obstacle="${week ? "week" : "before"}">Not compared with ${name} (${named}): ${tight(one.obstacle)}.</p>`;
  const words = week
    ? html`"Last week" is the same window a week earlier, ${named}.`
    : html`"Before" is the window of equal length before this one, ${named}.`;
  return html`<p class="lead ${classOf(week)}">${words} Differences of rates are in percentage points.</p>`;
}

/** Which windows stand behind the words "before" and "last week", or why none does. */
export function versusLine(page: Page): Html {
  const { previous, lastWeek } = page.model;
  return html`${previous === null ? html`` : lineOf(page, previous, false)}${lastWeek === null || isNeedless(page) ? html`` : lineOf(page, lastWeek, true)}`;
}

const WEEK = 7 * 86_400;

/** A window of a week or more has no week before it but the window before. */
function isNeedless({ model }: Page): boolean {
  return epochOf(model.span.until) - epochOf(model.span.from) >= WEEK - 3600;
}
