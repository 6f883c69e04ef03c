import { Temporal } from "temporal-polyfill";
import { Failure } from "../src/domain/failure.ts";
import type { EpochSeconds } from "../src/domain/time.ts";

/** `90m`, `24h`, `7d`, `2w` → a number and its unit */
const AGO = /^(\d{1,6})(m|h|d|w)$/u;

/** `2026-11-01`, `2026-11-01T06:00`, `2026-11-01 06:00:30` → a wall clock reading */
const LOCAL = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?$/u;

/** `2026-11-01T06:00Z`, `2026-11-01T06:00:00+01:00` → an instant */
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)$/u;

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Reads a length of time, `30m` or `7d`, in seconds. Throws a Failure naming the flag. */
export function parseLength(text: string, flag: string): number {
  const length = AGO.exec(text);
  if (length !== null) return Number(length[1]) * (UNIT_SECONDS[length[2] ?? ""] ?? 0);
  throw new Failure(`${flag} ${text} is not a length of time`, "write 30m, 24h, 7d or 2w", 2);
}

/** Reads what people type after --since and --until. Dates begin at midnight in `zone`. Throws a Failure naming the flag. */
export function parseWhen(text: string, flag: string, zone: string, now: number): EpochSeconds {
  if (AGO.test(text)) return Math.floor(now / 1000) - parseAge(text, flag);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay();
  if (text === "today") return secondsOf(today);
  if (text === "yesterday") return secondsOf(today.subtract({ days: 1 }));
  try {
    if (INSTANT.test(text)) return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000);
    if (LOCAL.test(text)) return secondsOf(Temporal.PlainDateTime.from(text).toZonedDateTime(zone));
  } catch {
    // 2026-13-40 has the form of a date and is none.
  }
  throw new Failure(
    `${flag} ${text} is not a time`,
    "write 24h, 7d, 90m, 2026-11-01, 2026-11-01T06:00, today or yesterday",
    2,
  );
}

/** `14d` → seconds. Throws a Failure naming the flag. */
export function parseAge(text: string, flag: string): number {
  const age = AGO.exec(text);
  if (age !== null) return Number(age[1]) * (UNIT_SECONDS[age[2] ?? ""] ?? 0);
  throw new Failure(`${flag} ${text} is not a length of time`, "write 14d, 12h or 2w", 2);
}

/** The zone to draw in: the one named, else this machine's. Throws a Failure for a name nobody knows. */
export function parseZone(name: string | undefined): string {
  const zone = name ?? Temporal.Now.timeZoneId();
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    throw new Failure(
      `unknown time zone ${zone}`,
      "use an IANA name such as Europe/Berlin or UTC",
      2,
    );
  }
}

function secondsOf(at: Temporal.ZonedDateTime): EpochSeconds {
  return Math.floor(at.epochMilliseconds / 1000);
}
