import type { Timeline } from "../model.ts";
import { fraction, type Html, html, interval, type Page, rateText, tight } from "./context.ts";
import { count, duration, percent, plural } from "./numbers.ts";
import { histogram, parts, sparkline } from "./svg.ts";
import { changeText, versus, versusLine } from "./versus.ts";

/** Steps of a sparkline in a card. */
const STEPS = 42;

/** Adds a column up into at most 42 steps; a step of which nothing is known is null. */
function steps(column: readonly number[], timeline: Timeline): readonly (number | null)[] {
  const size = Math.max(1, Math.ceil(column.length / STEPS));
  return Array.from({ length: Math.ceil(column.length / size) }, (_, step) => {
    const from = step * size;
    const known = timeline.states.slice(from, from + size).some((state) => state !== "unknown");
    return known ? column.slice(from, from + size).reduce((sum, value) => sum + value, 0) : null;
  });
}

function shares(
  over: readonly number[],
  under: readonly number[],
  timeline: Timeline,
): readonly (number | null)[] {
  const below = steps(under, timeline);
  return steps(over, timeline).map((value, step) => {
    const tries = below[step] ?? null;
    return value === null || tries === null || tries < 20 ? null : value / tries;
  });
}

type Card = {
  readonly before?: Html;
  readonly label: string;
  readonly value: string;
  readonly basis: string;
  readonly note: string;
  readonly spark: Html;
};

function card({ label, value, basis, note, spark, before = html`` }: Card): Html {
  return html`<div class="card"><h3>${label}</h3><p class="value">${value}</p><p class="basis">${tight(basis)}</p>${before}${spark}<p class="note">${tight(note)}</p></div>`;
}

function throttledCards({ model }: Page): readonly Card[] {
  const { figures, timeline, lens } = model;
  const { throttled, throttlingCauses } = figures;
  const was = model.previous?.figures ?? null;
  const widened = `All throttling causes, whatever the code: ${rateText(throttlingCauses)} (${fraction(throttlingCauses)}).`;
  return [
    {
      label: "Throttling rate",
      value: rateText(throttled),
      basis: `${fraction(throttled)}, 95 % interval ${interval(throttled)}`,
      before: was === null ? html`` : versus(rateText(was), changeText(was)),
      note: lens.codes === null ? "Counted by cause, whatever the code." : widened,
      spark: sparkline(
        shares(timeline.throttled, timeline.attempts, timeline),
        "Throttling rate over the window",
      ),
    },
    {
      label: "Recipients deferred",
      value: count(throttled.recipients),
      basis: `by ${plural(throttled.replies, "reply", "replies")} of the remote side`,
      before: was === null ? html`` : versus(count(was.recipients)),
      note: `${plural(throttled.shadowed, "more recipient", "more recipients")} lost with a session that a reply had just ended.`,
      spark: sparkline(steps(timeline.throttled, timeline), "Deferred recipients over the window"),
    },
    {
      label: "Withheld by our own queue",
      value: count(throttled.withheld),
      basis: `of ${plural(figures.withheldInAll, "recipient", "recipients")} deferred without contact`,
      before: was === null ? html`` : versus(count(was.withheld)),
      note: "They quote an old reply and never touched the wire: in no rate.",
      spark: sparkline(
        steps(timeline.withheld, timeline),
        "Withheld recipients over the window",
        "calm",
      ),
    },
  ];
}

function share(part: number, whole: number): string {
  return whole < 20 ? "–" : percent(part / whole);
}

/** A quantile lies somewhere in its band, so only the upper bound is known. */
function bound(seconds: number | null, deliveries: number): string {
  if (deliveries === 0) return "–";
  return seconds === null ? "> 5 days" : `≤ ${duration(seconds)}`;
}

function outcomeCards({ model }: Page): readonly Card[] {
  const { figures, timeline } = model;
  const { attempts } = figures.throttled;
  const { delays } = figures;
  const was = model.previous?.figures ?? null;
  return [
    {
      label: "Providers above the threshold",
      value: count(figures.providersAboveWatch),
      basis: `of ${plural(figures.providersRanked, "provider", "providers")} with enough attempts`,
      before: was === null ? html`` : versus(count(was.providersAboveWatch)),
      note: `${plural(figures.providersThrottling, "provider", "providers")} throttled at all, of ${count(figures.providers)} tried.`,
      spark: parts(
        figures.providersAboveWatch,
        figures.providersThrottling - figures.providersAboveWatch,
        figures.providers,
        "Providers above the threshold, throttling below it, and not throttling",
      ),
    },
    {
      label: "Delivered",
      value: share(figures.delivered, attempts),
      basis: `${count(figures.delivered)} of ${plural(attempts, "attempt", "attempts")}`,
      before: was === null ? html`` : versus(share(was.delivered, was.attempts)),
      note: `${count(figures.bounced)} refused for good, ${count(figures.lost)} connections lost, ${count(figures.unreachable)} unreachable.`,
      spark: sparkline(
        steps(timeline.delivered, timeline),
        "Delivered recipients over the window",
        "calm",
      ),
    },
    {
      label: "Time to deliver, median",
      value: bound(delays.median, delays.delivered),
      basis: `95 % within ${bound(delays.p95, delays.delivered)}, of ${plural(delays.delivered, "delivery", "deliveries")}`,
      before: was === null ? html`` : versus(bound(was.median, was.deliveries)),
      note: "Age of the message when it was handed over; bars from 1 s to beyond 5 days.",
      spark: histogram(
        delays.bands,
        "Deliveries by age of the message, from 1 second to beyond 5 days",
      ),
    },
  ];
}

export function figuresSection(page: Page): Html {
  return html`<section id="figures" aria-labelledby="figures-title"><h2 id="figures-title">Key figures</h2>
  ${versusLine(page)}
  <div class="cards">${[...throttledCards(page), ...outcomeCards(page)].map(card)}</div></section>`;
}
