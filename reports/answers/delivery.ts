import { causeLabel } from "../../src/meaning/playbook.ts";
import { providerName } from "../../src/meaning/providers.ts";
import { groupedBy } from "../grouped.ts";
import type {
  CurveStep,
  DeliveryAnswer,
  DeliveryRow,
  Outcomes,
  ProviderCurve,
  Share,
  TimeToDeliver,
} from "../model-delivery.ts";
import type { PreviousDelivery } from "../model-previous.ts";
import type { DelayRow } from "../queries/delays.ts";
import type { EndedRow, JourneyRow, Outcome, RetryRow } from "../queries/journeys.ts";
import { quantileOf, THRESHOLDS } from "../statistics.ts";
import { pendingOf } from "./pending.ts";
import { retryDisciplineOf } from "./retry.ts";
import { bandsOf, recipientsOf, shareOf } from "./share.ts";

function outcomesOf(rows: readonly JourneyRow[]): Outcomes {
  const all = recipientsOf(rows);
  const share = (outcome: Outcome): Share => shareOf(recipientsOf(rows, outcome), all);
  return {
    delivered: share("delivered"),
    bounced: share("bounced"),
    expired: share("expired"),
    pending: share("pending"),
    lostTrack: share("lost track"),
  };
}

/** One step per number of tries up to the highest that delivered. The first try is the one that was refused. */
function curveOf(rows: readonly JourneyRow[]): readonly CurveStep[] {
  const all = recipientsOf(rows);
  const delivered = rows.filter(({ outcome }) => outcome === "delivered");
  const numbers = [...new Set(delivered.map(({ tries }) => tries))].sort((a, b) => a - b);
  let soFar = 0;
  return numbers.map((number) => {
    const at = recipientsOf(delivered.filter(({ tries }) => tries === number));
    soFar += at;
    return { try: number, delivered: at, soFar: shareOf(soFar, all) };
  });
}

/** So many providers have a curve of their own. */
const CURVES = 5;

function curvesOf(rows: readonly JourneyRow[]): readonly ProviderCurve[] {
  return [...groupedBy(rows, ({ provider }) => provider)]
    .sort(([, a], [, b]) => recipientsOf(b) - recipientsOf(a))
    .slice(0, CURVES)
    .map(([provider, group]) => ({
      provider,
      name: providerName(provider),
      curve: curveOf(group),
    }));
}

/** All recipients that were delivered, or throttled first: how many of them were not throttled, and how many arrived. */
function allMailOf(rows: readonly JourneyRow[], deliveries: number): DeliveryAnswer["allMail"] {
  const late = recipientsOf(rows, "delivered");
  const unthrottled = Math.max(0, deliveries - late);
  const all = unthrottled + recipientsOf(rows);
  return { unthrottled: shareOf(unthrottled, all), delivered: shareOf(unthrottled + late, all) };
}

function timeOf(bands: readonly number[]): TimeToDeliver {
  const delivered = bands.reduce((sum, count) => sum + count, 0);
  if (delivered < THRESHOLDS.minimumAttempts) return { delivered, bands, p50: null, p95: null };
  return { delivered, bands, p50: quantileOf(bands, 0.5), p95: quantileOf(bands, 0.95) };
}

function timeOfJourneys(rows: readonly JourneyRow[]): TimeToDeliver {
  const delivered = rows.filter(({ outcome }) => outcome === "delivered");
  return timeOf(bandsOf(delivered.map(({ band, recipients }) => ({ band, count: recipients }))));
}

function rowsBy(rows: readonly JourneyRow[]): readonly DeliveryRow[] {
  const groups = groupedBy(rows, ({ provider, cause }) => JSON.stringify([provider, cause]));
  return [...groups.values()]
    .map((group) => {
      const [{ provider, cause } = { provider: "", cause: "" }] = group;
      return {
        provider,
        name: providerName(provider),
        cause,
        label: causeLabel(cause),
        recipients: recipientsOf(group),
        ...outcomesOf(group),
        time: timeOfJourneys(group),
      };
    })
    .sort((a, b) => b.recipients - a.recipients);
}

/** What an answer is made from. `ended` are of journeys old enough that every one of them had the time to end. */
export type DeliveryEvidence = Pick<
  DeliveryAnswer,
  "window" | "lens" | "provider" | "lifetimeSeconds"
> & {
  readonly journeys: readonly JourneyRow[];
  readonly ended: readonly EndedRow[];
  readonly retries: readonly RetryRow[];
  readonly delays: readonly DelayRow[];
};

/** What an earlier window is compared by: nothing that only tells of now. */
export function pastOf({
  window,
  journeys,
  delays,
}: Pick<DeliveryEvidence, "window" | "journeys" | "delays">): PreviousDelivery {
  const all = timeOf(delays.map(({ delivered }) => delivered));
  return {
    window,
    recipients: recipientsOf(journeys),
    outcomes: outcomesOf(journeys),
    time: { throttled: timeOfJourneys(journeys), all },
    allMail: allMailOf(journeys, all.delivered),
  };
}

export function deliveryOf(evidence: DeliveryEvidence): DeliveryAnswer {
  const { lens, provider, lifetimeSeconds, journeys, ended, retries } = evidence;
  const { window, recipients, outcomes, time, allMail } = pastOf(evidence);
  return {
    schema: "smtp-analyze/delivery/1",
    window,
    lens,
    provider,
    recipients,
    outcomes,
    curve: curveOf(journeys),
    curves: curvesOf(journeys),
    time,
    allMail,
    lifetimeSeconds,
    pending: pendingOf(journeys, ended, lifetimeSeconds),
    retry: retryDisciplineOf(retries),
    rows: rowsBy(journeys),
  };
}
