import { Temporal } from "temporal-polyfill";
import { Failure } from "../../src/domain/failure.ts";
import type { EpochMs } from "../../src/domain/time.ts";

/** A reading on a wall clock. `month` counts from 0. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/** How far a log has come: the last instant read of it, null before the first. The decoder moves it, readers look at it. */
export type Course = { at: EpochMs | null };

/** The instant of a wall clock reading. `isTwice`: the clock shows it twice, so what stood before decided. */
export type Reading = { readonly at: EpochMs; readonly isTwice: boolean };

/** Turns a wall clock reading behind `after` into an instant; null where the calendar has no such day or hour. */
export type Zone = (wall: WallTime, after: EpochMs | null) => Reading | null;

/** Lines of one log stand this far out of order at most: processes write side by side, and buffers are emptied late. */
const DISORDER_MS = 300_000;

/**
 * The zone that stamps without one were written in: an IANA name, or null for this machine's. A reading that the spring
 * change skips is moved forward. Of the two that the autumn change gives, the first is taken, unless the log has come
 * further already.
 */
export function openZone(name: string | null): Zone {
  return name === null ? ownZone : namedZone(name);
}

function namedZone(id: string): Zone {
  if (!isZone(id)) {
    throw new Failure(
      `unknown time zone ${id}`,
      "use an IANA name such as Europe/Berlin or UTC",
      2,
    );
  }
  return (wall, after) => {
    if (!isPossible(wall)) return null;
    const local = Temporal.PlainDateTime.from({ ...wall, month: wall.month + 1 });
    const instant = (disambiguation: "compatible" | "later"): EpochMs =>
      local.toZonedDateTime(id, { disambiguation }).epochMilliseconds;
    return readingOf(instant("compatible"), instant("later"), after);
  };
}

function readingOf(first: EpochMs, second: EpochMs, after: EpochMs | null): Reading {
  const isPast = after !== null && first < after - DISORDER_MS;
  return { at: isPast ? second : first, isTwice: first !== second };
}

/** This machine's zone: `Date` knows it, with the same choice at both changes (ECMA-262 §21.4.1.26), and costs no look-up. */
function ownZone(wall: WallTime, after: EpochMs | null): Reading | null {
  if (!isPossible(wall)) return null;
  const local = new Date(wall.year, wall.month, wall.day, wall.hour, wall.minute);
  if (wall.year < 100) local.setFullYear(wall.year, wall.month, wall.day);
  return readingOf(local.getTime(), secondOf(local), after);
}

/** No clock is put back by more than this. */
const CHANGE_MS = 3 * 3_600_000;

/** When the clock of this machine shows the same again; the same instant where it does not. */
function secondOf(first: Date): EpochMs {
  const at = first.getTime();
  const back = new Date(at + CHANGE_MS).getTimezoneOffset() - first.getTimezoneOffset();
  const second = new Date(at + back * 60_000);
  const isSame =
    second.getHours() === first.getHours() && second.getMinutes() === first.getMinutes();
  return back > 0 && isSame ? second.getTime() : at;
}

/** Whether the calendar has such a day, and a clock such a time. */
export function isPossible({ year, month, day, hour, minute }: WallTime): boolean {
  if (month < 0 || month > 11 || hour > 23 || minute > 59) return false;
  return new Date(Date.UTC(year, month, day)).getUTCDate() === day;
}

function isZone(id: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId !== "";
  } catch {
    return false;
  }
}
