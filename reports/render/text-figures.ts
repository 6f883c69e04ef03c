import type { Measure, ReportModel } from "../model.ts";
import type { Share } from "../model-delivery.ts";
import { fraction, interval, rateText } from "./context.ts";
import type { Look } from "./look.ts";
import { count, duration, plural } from "./numbers.ts";
import { heading, type Sheet } from "./text-sections.ts";
import { LABEL, wrapped } from "./text-table.ts";
import { padded } from "./text-width.ts";

/** `32 % (615 of 1,923 attempts)` */
function rateLine(measure: Measure): string {
  const few = measure.rate === null && measure.attempts > 0 ? ", too few for a rate" : "";
  return `${rateText(measure)} (${fraction(measure)}${few})`;
}

/** What only whole days of journeys can tell. */
function outcomeRows({ delivery }: ReportModel): readonly (readonly [string, string])[] {
  if (delivery === null) return [];
  const { recipients, outcomes, allMail } = delivery;
  const { delivered, unthrottled } = allMail;
  const of = (part: Share) => `${rateText(part)} (${count(part.count)} of ${count(part.of)})`;
  return [
    [
      "Touched",
      `${plural(recipients, "recipient was", "recipients were")} throttled, each counted once; ${count(outcomes.pending.count)} still undelivered, ${count(outcomes.expired.count)} expired`,
    ],
    [
      "In the end",
      `${of(delivered)} of those delivered or throttled arrived; ${of(unthrottled)} without being throttled`,
    ],
  ];
}

/** The key figures, each with what it is a part of. */
export function figureLines({ model, look }: Sheet): readonly string[] {
  const { figures } = model;
  const { throttled, throttlingCauses, delays } = figures;
  const bound = (seconds: number | null) =>
    seconds === null ? "beyond 5 days" : `within ${duration(seconds)}`;
  const exact = throttled.rate === null ? "" : `, 95 % interval ${interval(throttled)}`;
  const rows: readonly (readonly [string, string])[] = [
    ["Throttling rate", `${rateLine(throttled)}${exact}`],
    ["Throttling causes", `${rateLine(throttlingCauses)}, whatever the code`],
    [
      "Replies",
      `${count(throttled.replies)}, by which ${plural(throttled.recipients, "recipient was", "recipients were")} deferred; ${count(throttled.shadowed)} more lost with the session`,
    ],
    [
      "Withheld",
      `${plural(throttled.withheld, "recipient", "recipients")} by our own queue, without contact (${count(figures.withheldInAll)} for any reason)`,
    ],
    [
      "Providers",
      `${count(figures.providersAboveWatch)} above the threshold, of ${count(figures.providersRanked)} with ${model.thresholds.rankedAttempts} attempts or more; ${count(figures.providersThrottling)} throttled at all, of ${count(figures.providers)} tried`,
    ],
    [
      "Delivered",
      `${count(figures.delivered)} of ${plural(throttled.attempts, "attempt", "attempts")}; ${count(figures.bounced)} refused for good, ${count(figures.lost)} lost, ${count(figures.unreachable)} unreachable`,
    ],
    ...outcomeRows(model),
    [
      "Time to deliver",
      delays.delivered === 0
        ? "–"
        : `half ${bound(delays.median)}, 95 % ${bound(delays.p95)}, of ${plural(delays.delivered, "delivery", "deliveries")}`,
    ],
  ];
  return [
    ...heading("Key figures", look),
    ...rows.flatMap(([label, value]) => labelled(label, value, look)),
  ];
}

function labelled(label: string, value: string, look: Look): readonly string[] {
  return wrapped(value, look.columns, padded(label, LABEL), " ".repeat(LABEL));
}
