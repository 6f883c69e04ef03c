import { DAY, secondOf } from "../../src/domain/time.ts";
import { lensOf, lensParameters } from "../lens.ts";
import type { DeliveryAnswer } from "../model-delivery.ts";
import type { PreviousDelivery } from "../model-previous.ts";
import type { Database } from "../queries/ask.ts";
import { delayRows } from "../queries/delays.ts";
import { newestIn } from "../queries/extent.ts";
import { endedRows, type JourneyRow, journeyRows, retryRows } from "../queries/journeys.ts";
import { ALWAYS, instantOf, instantOrNull } from "../window.ts";
import { deliveryOf, pastOf } from "./delivery.ts";
import type { Window } from "./model.ts";
import type { Question } from "./question.ts";

/** The past that foretells what will expire: recent enough to be alike, long enough to hold an incident or two. */
const HISTORY = 90 * DAY;

/** Journeys are kept by the UTC day on which they began: a window is widened to whole days. */
function daysOf({ from, until }: Question): { readonly from: number; readonly until: number } {
  return {
    from: from === null ? ALWAYS.from : Math.floor(from / DAY) * DAY,
    until: until === null ? ALWAYS.until : Math.ceil(until / DAY) * DAY,
  };
}

/** What became of the recipients of an earlier window. */
export function askPast(db: Database, question: Question): PreviousDelivery {
  const provider = question.provider ?? null;
  const { codes, causes } = lensParameters(lensOf(question.codes));
  const days = daysOf(question);
  const journeys = journeyRows(db, { ...days, codes, causes, provider });
  const window = windowOfDays(question, journeys, newestIn(db));
  return pastOf({ window, journeys, delays: delayRows(db, days, provider) });
}

/** Does the mail arrive in the end? `lifetime`: how many seconds a message stays in the queue at most. */
export function askDelivery(db: Database, question: Question, lifetime: number): DeliveryAnswer {
  const lens = lensOf(question.codes);
  const provider = question.provider ?? null;
  const { codes, causes } = lensParameters(lens);
  const days = daysOf(question);
  const scope = { ...days, codes, causes, provider };
  const newest = newestIn(db);
  const grown = (newest ?? 0) - lifetime - DAY + 1;
  const journeys = journeyRows(db, scope);
  return deliveryOf({
    window: windowOfDays(question, journeys, newest),
    lens,
    provider,
    lifetimeSeconds: lifetime,
    journeys,
    ended: endedRows(db, { ...scope, from: grown - HISTORY, until: grown }),
    retries: retryRows(db, scope),
    delays: delayRows(db, days, provider),
  });
}

function windowOfDays(
  question: Question,
  journeys: readonly JourneyRow[],
  newest: number | null,
): Window {
  const days = daysOf(question);
  const end = newest ?? secondOf(question.now);
  const first = journeys.reduce((least, row) => Math.min(least, row.first_day), end);
  return {
    from: instantOf(question.from === null ? first : days.from),
    until: instantOf(question.until === null ? end : days.until),
    zone: question.zone,
    readUntil: instantOrNull(newest),
  };
}
