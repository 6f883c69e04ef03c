import { DAY, HOUR } from "../src/domain/time.ts";
import { askPast } from "./answers/ask-delivery.ts";
import type { Question } from "./answers/question.ts";
import type { PreviousDelivery } from "./model-previous.ts";
import type { Database, Scope } from "./queries/ask.ts";
import { extentOf } from "./queries/extent.ts";
import { localTime } from "./render/local-time.ts";
import { comparedRowsIn, type WindowRows } from "./window-rows.ts";

const WEEK = 7 * DAY;

/** A window before of which more is missing cannot be compared, so it is not even asked about. */
const MOST_MISSING = 0.05;

/** A window to compare with. Without rows where something stands against it that was known before any row was read. */
export type Earlier = {
  readonly window: { readonly from: number; readonly until: number };
  readonly obstacle: string | null;
  readonly rows: WindowRows | null;
  /** What became of the recipients of as many days; null where they are not known, or nobody asked. */
  readonly delivery: PreviousDelivery | null;
};

/** The question of a report. `sections`: whether what became of recipients is asked as well. */
type Asked = Question & { readonly sections?: boolean };

type Window = Earlier["window"];

function isReached(db: Database, { from, until }: Window): boolean {
  const { first } = extentOf(db, from, until);
  return first !== null && first - from < (until - from) * MOST_MISSING;
}

/** Journeys are kept by the UTC day: as many whole days, so much earlier. Null where they would overlap. */
function daysOf({ from, until }: Scope, shift: number): Window | null {
  const first = Math.floor(from / DAY) * DAY;
  const end = Math.ceil(until / DAY) * DAY;
  return end - first > shift ? null : { from: first - shift, until: end - shift };
}

function earlierIn(db: Database, asked: Asked, window: Window, days: Window | null): Earlier {
  if (!isReached(db, window)) {
    const obstacle = "the logs that were read do not reach so far back";
    return { window, obstacle, rows: null, delivery: null };
  }
  const wanted = asked.sections === true && days !== null && isReached(db, days);
  return {
    window,
    obstacle: null,
    rows: comparedRowsIn(db, { ...asked, ...window }),
    delivery: wanted ? askPast(db, { ...asked, ...days }) : null,
  };
}

/** A week earlier by the clock on the wall: on the weekend when the clocks change, an hour more or less. */
function aWeekBefore(at: number, zone: string): number {
  const time = localTime(zone);
  const drift = time.secondOfDay(at) - time.secondOfDay(at - WEEK);
  const hours = drift > DAY / 2 ? drift - DAY : drift < -DAY / 2 ? drift + DAY : drift;
  return at - WEEK + hours;
}

function lastWeek(db: Database, asked: Asked, scope: Scope): Earlier {
  const { from, until } = scope;
  const start = aWeekBefore(from, asked.zone);
  const window = { from: start, until: start + until - from };
  const none = { window, rows: null, delivery: null };
  const longer = until - from - WEEK;
  if (Math.abs(longer) <= HOUR) return { ...none, obstacle: "it is the window before" };
  if (longer > 0) return { ...none, obstacle: "this window is longer than a week" };
  return earlierIn(db, asked, window, daysOf(scope, WEEK));
}

/** The window of equal length before, and the same window a week earlier. Ask them inside a transaction. */
export function earlierWindows(
  db: Database,
  asked: Asked,
  scope: Scope,
): { readonly before: Earlier; readonly lastWeek: Earlier } {
  const { from, until } = scope;
  const before = { from: from - (until - from), until: from };
  const days = Math.ceil(until / DAY) * DAY - Math.floor(from / DAY) * DAY;
  return {
    before: earlierIn(db, asked, before, daysOf(scope, days)),
    lastWeek: lastWeek(db, asked, scope),
  };
}
