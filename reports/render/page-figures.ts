import type { Timeline } from "../model.ts";
import type { DeliveryAnswer } from "../model-delivery.ts";
import {
  boundText,
  fraction,
  type Html,
  html,
  interval,
  moment,
  type Page,
  rateText,
  tight,
} from "./context.ts";
import { epochOf } from "./local-time.ts";
import { count, percent, plural } from "./numbers.ts";
import { histogram, parts, sparkline } from "./svg.ts";
import { changeText, countChange, shareChange, versus, versusLine } from "./versus.ts";

/** Steps of a sparkline in a card. */
const STEPS = 24;

/** Adds a column up into at most 24 steps; a step of which nothing is known is null. */
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
  readonly before: Html;
  readonly label: string;
  readonly value: string;
  readonly basis: string;
  readonly note: string;
  readonly spark: Html;
};

function card({ label, value, basis, note, spark, before }: Card): Html {
  return html`<div class="card"><h3>${label}</h3><p class="value">${value}</p><p class="basis">${tight(basis)}</p>${before}${spark}<p class="note">${tight(note)}</p></div>`;
}

function rateCard(page: Page): Card {
  const { figures, timeline, lens } = page.model;
  const { throttled, throttlingCauses } = figures;
  const widened =
    lens.codes === null
      ? ""
      : `All throttling causes, whatever the code: ${rateText(throttlingCauses)} (${fraction(throttlingCauses)}). `;
  return {
    label: "Throttling rate",
    value: rateText(throttled),
    basis: `${fraction(throttled)}, 95 % interval ${interval(throttled)}`,
    before: versus(page, ({ figures: was }) => [rateText(was), changeText(was)]),
    note: `${widened}Withheld by our own queue, in no rate: ${count(throttled.withheld)} of ${plural(figures.withheldInAll, "recipient", "recipients")} deferred without contact.`,
    spark: sparkline(
      shares(timeline.throttled, timeline.attempts, timeline),
      "Throttling rate over the window",
    ),
  };
}

function touchedCard(page: Page, { recipients, outcomes }: DeliveryAnswer): Card {
  const { figures, timeline } = page.model;
  const waiting = outcomes.pending.count;
  return {
    label: "Recipients throttled",
    value: count(recipients),
    basis: `${count(waiting)} of them still undelivered`,
    before: versus(page, ({ delivery: was }) =>
      was === null ? ["–"] : [count(was.recipients), countChange(recipients, was.recipients)],
    ),
    note: `Each counts once, however often it was deferred: in all ${plural(figures.throttled.recipients, "time", "times")}, by ${plural(figures.throttled.replies, "reply", "replies")}.`,
    spark: sparkline(steps(timeline.throttled, timeline), "Deferred recipients over the window"),
  };
}

/** How many episodes were under way at each step of the window. */
function underWay({ model }: Page): readonly (number | null)[] {
  const { timeline, episodes } = model;
  const spans = episodes.map(
    ({ startedAt, lastAt }) => [epochOf(startedAt), epochOf(lastAt)] as const,
  );
  const column = timeline.starts.map((start) => {
    const end = start + timeline.bucketSeconds;
    return spans.filter(([from, until]) => from < end && until > start).length;
  });
  const size = Math.max(1, Math.ceil(column.length / STEPS));
  return steps(column, timeline).map((sum, step) =>
    sum === null ? null : Math.max(0, ...column.slice(step * size, (step + 1) * size)),
  );
}

function providersCard(page: Page): Card {
  const { figures, episodes } = page.model;
  const above = figures.providersAboveWatch;
  const open = episodes.filter(({ endedAt }) => endedAt === null).length;
  return {
    label: "Providers above the threshold",
    value: count(above),
    basis: `of ${plural(figures.providersRanked, "provider", "providers")} with enough attempts`,
    before: versus(page, ({ figures: was }) => [
      count(was.providersAboveWatch),
      countChange(above, was.providersAboveWatch),
    ]),
    note: `${plural(episodes.length, "episode", "episodes")}: ${count(open)} open, ${count(episodes.length - open)} closed. ${plural(figures.providersThrottling, "provider", "providers")} throttled at all, of ${count(figures.providers)} tried.`,
    spark: sparkline(underWay(page), "Episodes under way over the window"),
  };
}

function deliveredCard(page: Page, { allMail }: DeliveryAnswer): Card {
  const { timeline } = page.model;
  const { delivered, unthrottled } = allMail;
  return {
    label: "Delivered in the end",
    value: rateText(delivered),
    basis: `${count(delivered.count)} of ${plural(delivered.of, "recipient", "recipients")} delivered or throttled`,
    before: versus(page, ({ delivery: was }) =>
      was === null
        ? ["–"]
        : [
            rateText(was.allMail.delivered),
            shareChange(delivered.rate?.share, was.allMail.delivered.rate?.share),
          ],
    ),
    note: `Without being throttled: ${rateText(unthrottled)} (${count(unthrottled.count)}). What was refused for good at once is not in it.`,
    spark: sparkline(
      steps(timeline.delivered, timeline),
      "Delivered recipients over the window",
      "calm",
    ),
  };
}

function delayCard(page: Page, { time }: DeliveryAnswer): Card {
  const { throttled, all } = time;
  return {
    label: "Extra delay, median",
    value: boundText(throttled.p50, throttled),
    basis: `95 % within ${boundText(throttled.p95, throttled)}, of ${count(throttled.delivered)} throttled and delivered`,
    before: versus(page, ({ delivery: was }) =>
      was === null
        ? ["–"]
        : [
            `${boundText(was.time.throttled.p50, was.time.throttled)}, 95 % within ${boundText(was.time.throttled.p95, was.time.throttled)}`,
          ],
    ),
    note: `From the first refusal to the delivery. All mail, from its arrival here: half within ${boundText(all.p50, all)}, 95 % within ${boundText(all.p95, all)}.`,
    spark: histogram(
      throttled.bands,
      "Throttled recipients by time to delivery, from 1 second to beyond 5 days",
    ),
  };
}

function expiredCard(page: Page, { recipients, outcomes }: DeliveryAnswer): Card {
  const { expired, pending, bounced } = outcomes;
  const share = expired.rate === null ? "" : ` (${percent(expired.rate.share)})`;
  return {
    label: "Expired in the queue",
    value: count(expired.count),
    basis: `of ${plural(recipients, "throttled recipient", "throttled recipients")}${share}`,
    before: versus(page, ({ delivery: was }) =>
      was === null
        ? ["–"]
        : [
            count(was.outcomes.expired.count),
            countChange(expired.count, was.outcomes.expired.count),
          ],
    ),
    note: `Returned to the sender when the queue lifetime ran out. Refused for good before that: ${count(bounced.count)}.`,
    spark: parts(
      expired.count,
      pending.count,
      recipients,
      "Recipients that expired, that still wait, and the others",
    ),
  };
}

/** What became of recipients is kept by the day, so four of the cards stand for whole days. */
function daysNote({ time }: Page, { window }: DeliveryAnswer): Html {
  return html`<p class="note">Recipients throttled, delivered in the end, extra delay and expired: of the UTC days ${moment(window.from, time)} – ${moment(window.until, time)}, by the day of the first refusal.</p>`;
}

/** Four of the six need what is only known when the sections are asked for. */
export function figuresSection(page: Page): Html {
  const { delivery } = page.model;
  const cards =
    delivery === null
      ? [rateCard(page), providersCard(page)]
      : [
          ...[rateCard(page), touchedCard(page, delivery), providersCard(page)],
          ...[deliveredCard(page, delivery), delayCard(page, delivery)],
          expiredCard(page, delivery),
        ];
  return html`<section id="figures" aria-labelledby="figures-title"><h2 id="figures-title">Key figures</h2>
  ${versusLine(page)}
  <div class="cards">${cards.map(card)}</div>${delivery === null ? html`` : daysNote(page, delivery)}</section>`;
}
