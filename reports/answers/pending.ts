import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import { HOUR } from "../../src/domain/time.ts";
import type { PendingAge } from "../model-delivery.ts";
import type { EndedRow, JourneyRow } from "../queries/journeys.ts";
import { bandsOf, recipientsOf, shareOf } from "./share.ts";

/**
 * Recipients that wait, oldest first. Of each age: how long they have left, and how many of them will expire, going by the
 * journeys of `history` that were as old once. A journey without a known end tells nothing and is left out.
 */
export function pendingOf(
  journeys: readonly JourneyRow[],
  history: readonly EndedRow[],
  lifetime: number,
): readonly PendingAge[] {
  const pending = journeys.filter(({ outcome }) => outcome === "pending");
  const ended = history.filter(
    ({ outcome }) => outcome === "delivered" || outcome === "bounced" || outcome === "expired",
  );
  return bandsOf(pending.map(({ band, recipients }) => ({ band, count: recipients })))
    .map((recipients, band) => pendingAge(band, recipients, ended, lifetime))
    .filter(({ recipients }) => recipients > 0)
    .reverse();
}

function pendingAge(
  place: number,
  recipients: number,
  ended: readonly EndedRow[],
  lifetime: number,
): PendingAge {
  const from = DELAY_BANDS[place - 1] ?? 0;
  const upTo = DELAY_BANDS[place] ?? null;
  const asOld = ended.filter(({ band }) => band === null || band > from);
  const history = shareOf(recipientsOf(asOld, "expired"), recipientsOf(asOld));
  const { rate } = history;
  const least = upTo === null ? 0 : Math.max(0, lifetime - upTo);
  return {
    from,
    upTo,
    recipients,
    hoursLeft: { least: least / HOUR, most: Math.max(0, lifetime - from) / HOUR },
    history,
    expected:
      rate === null
        ? null
        : {
            count: Math.round(rate.share * recipients),
            low: Math.floor(rate.low * recipients),
            high: Math.ceil(rate.high * recipients),
          },
  };
}
