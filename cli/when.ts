import { Temporal } from "temporal-polyfill";
import { Failure } from "../src/domain/failure.ts";
import type { EpochSeconds } from "../src/domain/time.ts";
import { lengthOf } from "./length.ts";

/** Reads a moment from words in small letters, seen from now in the zone of the report; null for what it does not know. */
type Read = (words: string, now: Temporal.ZonedDateTime) => Temporal.ZonedDateTime | null;

/** What is written in place of a moment that cannot be read. */
const FORMS =
  'write for example 24h, 90m, "2 weeks ago", today, "yesterday 14:00", "last monday", 2026-11-20, "2026-11-20 14:00", "Nov 20" or 2026-11-20T14:00Z';

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** `yesterday`, `today 14:00`, `tomorrow at 6:30:15` → the day and the time */
const DAY = /^(now|today|yesterday|tomorrow)(?:,? (?:at )?(\d{1,2}:\d\d(?::\d\d)?))?$/u;
/** `monday`, `last tue`, `last monday 06:00` → whether it is the last one, the day and the time */
const WEEKDAY = /^(last )?([a-z]{3,9})(?:,? (?:at )?(\d{1,2}:\d\d(?::\d\d)?))?$/u;
/** `this week`, `last month` */
const PERIOD = /^(this|last) (week|month|year)$/u;
/** `14:00`, `6:30:15` */
const CLOCK = /^\d{1,2}:\d\d(?::\d\d)?$/u;
/** `2026-11`, `2026-11-20`, `2026/11/20 14:00`, `2026-11-20t14:00:30` → a wall clock reading */
const DATE =
  /^(\d{4})([-/])(\d\d)(?:\2(\d\d)(?:[t ]{1,2}(\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?))?)?$/u;
/** `2026-11-20 14:00`, before its `z`, `utc` or `+01:00` → an instant */
const INSTANT =
  /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:(z|utc|gmt)|([+-]\d\d:?\d\d))$/u;
/** `nov 20`, `november 20 2026`, `nov  1 06:25:01` (as syslog writes it) → month, day, year, time */
const MONTH_DAY =
  /^([a-z]{3,9})\.? {1,2}(\d{1,2})(?:,? (\d{4}))?(?:,? (?:at )?(\d{1,2}:\d\d(?::\d\d)?))?$/u;
/** `20 nov`, `20. november 2026 14:00` → day, month, year, time */
const DAY_MONTH =
  /^(\d{1,2})\.? ([a-z]{3,9})\.?(?: (\d{4}))?(?:,? (?:at )?(\d{1,2}:\d\d(?::\d\d)?))?$/u;
/** `@1763600000`: seconds since 1970 */
const EPOCH = /^@(\d{1,11})$/u;
/** `last 24 hours`, `the past 7 days` */
const PAST = /^(?:the )?(?:last|past) /u;

const READERS: readonly Read[] = [
  agoOf,
  dayOf,
  periodOf,
  weekdayOf,
  clockOf,
  dateOf,
  instantIn,
  namedDateOf,
  epochOf,
];

/** Reads what people type after --since, --until and --at. Dates begin at midnight in `zone`. Throws a Failure naming the flag. */
export function parseWhen(text: string, flag: string, zone: string, now: number): EpochSeconds {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const words = text.trim().toLowerCase();
  for (const read of READERS) {
    const at = readSafely(read, words, here);
    if (at !== null) return Math.floor(at.epochMilliseconds / 1000);
  }
  throw new Failure(`${flag} ${text} is not a time`, FORMS, 2);
}

/** 2026-13-40 and 25:00 have the form of a date and a time, and are none. */
function readSafely(read: Read, words: string, now: Temporal.ZonedDateTime) {
  try {
    return read(words, now);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `24h`, `-3h`, `2 weeks ago`, `last 7 days`: before now. A month ago is the same day of the month before. */
function agoOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const bare = words.startsWith("-") ? words.slice(1).trimStart() : words;
  const past = bare.replace(PAST, "");
  const ago = past.endsWith(" ago") ? past.slice(0, -" ago".length) : past;
  const isCounted = past === bare || DIGIT.test(ago);
  const length = isCounted ? lengthOf(ago) : null;
  return length === null ? null : now.subtract({ months: length.months, seconds: length.seconds });
}

const DIGIT = /^\d/u;

function dayOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, day, time] = DAY.exec(words) ?? [];
  if (day === undefined) return null;
  if (day === "now") return time === undefined ? now : null;
  const days = { today: 0, yesterday: -1, tomorrow: 1 }[day] ?? 0;
  return at(now.toPlainDate().add({ days }), time, now);
}

/** The last such day: `monday` may be today, `last monday` lies before. */
function weekdayOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, last, name = "", time] = WEEKDAY.exec(words) ?? [];
  const day = WEEKDAYS.findIndex((weekday) => name !== "" && weekday.startsWith(name)) + 1;
  if (day === 0) return null;
  const back = (now.dayOfWeek - day + 7) % 7;
  const days = last !== undefined && back === 0 ? 7 : back;
  return at(now.toPlainDate().subtract({ days }), time, now);
}

/** A week begins on Monday (ISO 8601). */
function periodOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, which, unit] = PERIOD.exec(words) ?? [];
  const today = now.toPlainDate();
  const back = which === "last" ? 1 : 0;
  switch (unit) {
    case "week":
      return at(today.subtract({ days: now.dayOfWeek - 1 + 7 * back }), undefined, now);
    case "month":
      return at(today.with({ day: 1 }).subtract({ months: back }), undefined, now);
    case "year":
      return at(today.with({ day: 1, month: 1 }).subtract({ years: back }), undefined, now);
  }
  return null;
}

function clockOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  return CLOCK.test(words) ? at(now.toPlainDate(), words, now) : null;
}

function dateOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, year, , month, day = "1", time] = DATE.exec(words) ?? [];
  if (year === undefined) return null;
  return at(plainDate(Number(year), Number(month), Number(day)), time, now);
}

function instantIn(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, date, time, utc, offset] = INSTANT.exec(words) ?? [];
  if (date === undefined) return null;
  const text = `${date}T${time}${utc === undefined ? offset : "Z"}`;
  return Temporal.Instant.from(text).toZonedDateTimeISO(now.timeZoneId);
}

/** A day without a year is the last such day; one that begins within a day from now is this one. */
function namedDateOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, dayFirst, monthSecond] = DAY_MONTH.exec(words) ?? [];
  const [, monthFirst, daySecond] = MONTH_DAY.exec(words) ?? [];
  const [, , , year, time] = DAY_MONTH.exec(words) ?? MONTH_DAY.exec(words) ?? [];
  const name = monthFirst ?? monthSecond ?? "";
  const month = MONTHS.findIndex((long) => name !== "" && long.startsWith(name)) + 1;
  const day = Number(dayFirst ?? daySecond);
  if (month === 0) return null;
  const dateIn = (of: number) => at(plainDate(of, month, day), time, now);
  if (year !== undefined) return dateIn(Number(year));
  const found = dateIn(now.year);
  const isAhead = Temporal.ZonedDateTime.compare(found, now.add({ days: 1 })) > 0;
  return isAhead ? dateIn(now.year - 1) : found;
}

function epochOf(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, seconds] = EPOCH.exec(words) ?? [];
  if (seconds === undefined) return null;
  return Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000).toZonedDateTimeISO(
    now.timeZoneId,
  );
}

/** Throws a RangeError for a 30th of February, which would become the 28th otherwise. */
function plainDate(year: number, month: number, day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
}

/** The wall clock reading `14:00`, or midnight, of a day in the zone. What a clock skips in spring is the moment after. */
function at(
  day: Temporal.PlainDate,
  time: string | undefined,
  { timeZoneId: timeZone }: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  if (time === undefined) return day.toZonedDateTime(timeZone);
  const plainTime = Temporal.PlainTime.from(time.indexOf(":") === 1 ? `0${time}` : time);
  return day.toZonedDateTime({ timeZone, plainTime });
}
