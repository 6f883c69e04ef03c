import { providerName } from "../src/meaning/providers.ts";
import { groupedBy } from "./grouped.ts";
import type { Service, Spread, SpreadRow, Throttled } from "./model-spread.ts";
import type { Window } from "./model-units.ts";
import type { SpreadQueryRow } from "./queries/spread.ts";
import { serviceName } from "./render/answers/words.ts";
import { plural } from "./render/numbers.ts";
import { THRESHOLDS, throttledOf } from "./statistics.ts";

/** So many providers are listed, most throttled first. */
const ROWS_SHOWN = 12;

type Part = Throttled & Service;

/** One part per service, most attempts first. */
export function servicesIn(rows: readonly SpreadQueryRow[]): readonly Part[] {
  const groups = groupedBy(rows, (row) => JSON.stringify([row.log_host, row.service]));
  return [...groups.values()]
    .map((group) => ({
      logHost: group[0]?.log_host ?? "",
      service: group[0]?.service ?? "",
      ...throttledOf(group),
    }))
    .sort((a, b) => b.attempts - a.attempts || b.recipients - a.recipients);
}

function rowOf(rows: readonly SpreadQueryRow[]): SpreadRow {
  const provider = rows[0]?.provider ?? "";
  return {
    provider,
    name: providerName(provider),
    ...throttledOf(rows),
    services: servicesIn(rows),
  };
}

function isRated({ rate }: Throttled): boolean {
  return rate !== null;
}

type IsThrottled = (one: Throttled) => boolean;

/** What the counts speak for, and no more: chance is not ruled out, and an address that the log does not name cannot be told. */
function sentenceOf(
  rows: readonly SpreadRow[],
  services: readonly Part[],
  isThrottled: IsThrottled,
): string {
  const rated = rows.filter(isRated);
  const throttling = rated.filter(isThrottled);
  if (rated.length === 0) return "Too few attempts to tell one provider from another.";
  const share = `${throttling.length} of ${plural(rated.length, "provider", "providers")} with ${THRESHOLDS.minimumAttempts} attempts or more`;
  if (throttling.length === 0)
    return `None of ${share.replace("0 of ", "")} is above the threshold.`;
  const verb = throttling.length === 1 ? "throttles" : "throttle";
  return `${share} ${verb}. ${[sideOf(rated.length, throttling.length), ofServices(services, isThrottled)].join(" ")}`;
}

/** Providers do not know of each other: most of them at once mean us, a few mean them. */
function sideOf(rated: number, throttling: number): string {
  if (rated < 3) return "So few providers cannot tell them from us.";
  if (throttling > rated / 2) return "Most of them at once: that speaks for a cause on our side.";
  return "The others take our mail: that speaks for what these providers see in it.";
}

function ofServices(services: readonly Part[], isThrottled: IsThrottled): string {
  const rated = services.filter(isRated);
  const [only] = services;
  if (services.length === 1 && only !== undefined) {
    return `All mail left through ${serviceName(only)}.`;
  }
  if (rated.length === 0) return "None of our services has enough attempts of its own.";
  const hit = rated.filter(isThrottled);
  if (hit.length === rated.length) {
    return `It meets all of our ${rated.length} services with enough attempts.`;
  }
  const names = hit.map(serviceName).join(", ");
  return hit.length === 0
    ? `None of our ${rated.length} services is above the threshold in all.`
    : `It meets ${hit.length} of our ${rated.length} services with enough attempts: ${names}.`;
}

/** Rows → the spread of throttling over providers and our own services. From `watchRate` on one is above the threshold. */
export function spreadOf(
  window: Window,
  rows: readonly SpreadQueryRow[],
  watchRate: number = THRESHOLDS.watchRate,
): Spread {
  const isThrottled: IsThrottled = ({ rate }) => rate !== null && rate.share >= watchRate;
  const providers = [...groupedBy(rows, ({ provider }) => provider).values()]
    .map(rowOf)
    .sort((a, b) => b.recipients - a.recipients || (a.provider < b.provider ? -1 : 1));
  const services = servicesIn(rows);
  const throttled = providers.filter(({ recipients }) => recipients > 0);
  return {
    window,
    sentence: sentenceOf(providers, services, isThrottled),
    providers: providers.filter(isRated).length,
    providersThrottling: providers.filter(isThrottled).length,
    services,
    servicesThrottling: services.filter(isThrottled).length,
    rows: throttled.slice(0, ROWS_SHOWN),
    rowsOmitted: Math.max(0, throttled.length - ROWS_SHOWN),
  };
}
