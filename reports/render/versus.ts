import type { Difference } from "../model-previous.ts";
import { type Html, html, NONE, type Page, tight } from "./context.ts";
import { epochOf } from "./local-time.ts";
import { percent } from "./numbers.ts";

/** `+4.3 points`: never a percentage of a percentage. */
function points(value: number): string {
  const size = percent(Math.abs(value)).replace(" %", "");
  if (value === 0) return "no difference";
  return `${value > 0 ? "+" : "−"}${size} points`;
}

const SHAPES: Readonly<Record<Difference["direction"], string>> = {
  worse: "▲",
  better: "▼",
  "no clear change": "=",
  "not enough data": "",
};

/** The difference of a rate to the window before; better and worse only where chance is ruled out. */
export function changeText({ difference, direction }: Difference): Html {
  if (difference === null) return html`<span class="soft">${NONE}</span>`;
  const kind = direction === "worse" ? "rising" : direction === "better" ? "falling" : "steady";
  const words = direction === "no clear change" ? " (no clear change)" : ` ${direction}`;
  return html`<span class="${kind}"><span aria-hidden="true">${SHAPES[direction]}\ufe0e</span> ${points(difference.points)}${words}</span>`;
}

/** What a card says of the window before. */
export function versus(before: string, change: Html = html``): Html {
  return html`<p class="versus">Before: ${tight(before)} ${change}</p>`;
}

/** Which window stands behind the words "before", or why none does. */
export function versusLine({ model, time }: Page): Html {
  const { previous } = model;
  if (previous === null) return html``;
  const named = `${time.minute(epochOf(previous.from))} – ${time.minute(epochOf(previous.until))}`;
  if (previous.obstacle !== null)
    return html`<p class="lead">Not compared with the window before (${named}): ${tight(previous.obstacle)}.</p>`;
  return html`<p class="lead versus">"Before" is the window of equal length before this one, ${named}. Differences of rates are in percentage points.</p>`;
}
