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

/** Turns a wall clock reading into an instant; null where the calendar has no such day or hour. */
export type Zone = (wall: WallTime) => EpochMs | null;

/**
 * The zone that stamps without one were written in: an IANA name, or null for this machine's. A reading that the spring
 * change skips is moved forward; of the two that the autumn change gives, the first is taken.
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
  return (wall) => {
    if (!isPossible(wall)) return null;
    const local = Temporal.PlainDateTime.from({ ...wall, month: wall.month + 1 });
    return local.toZonedDateTime(id, { disambiguation: "compatible" }).epochMilliseconds;
  };
}

/** This machine's zone: `Date` knows it, with the same choice at both changes (ECMA-262 §21.4.1.26), and costs no look-up. */
function ownZone(wall: WallTime): EpochMs | null {
  if (!isPossible(wall)) return null;
  const local = new Date(wall.year, wall.month, wall.day, wall.hour, wall.minute);
  if (wall.year < 100) local.setFullYear(wall.year, wall.month, wall.day);
  return local.getTime();
}

function isPossible({ year, month, day, hour, minute }: WallTime): boolean {
  if (month > 11 || hour > 23 || minute > 59) return false;
  return new Date(Date.UTC(year, month, day)).getUTCDate() === day;
}

function isZone(id: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId !== "";
  } catch {
    return false;
  }
}
