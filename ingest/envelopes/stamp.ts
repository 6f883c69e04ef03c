import type { EpochMs } from "../../src/domain/time.ts";
import { isDigit } from "../characters.ts";
import { inferYear, yearFrom } from "./year.ts";
import { type Course, isPossible, type Reading, type WallTime, type Zone } from "./zone.ts";

/** When a line was written, and where its text goes on after the stamp. `at` is null for a time that cannot be. */
export type Stamp = { readonly at: EpochMs | null; readonly end: number };

/** Reads the stamp at the start of a line, or null where none stands. */
export type StampReader = (text: string, reference: EpochMs) => Stamp | null;

/** `Nov 20 10:15:07 `, `Nov  2 10:15:07.123 `, `Jan 1 00:00:00 `, `Apr 06 2016 20:31:41 `: RFC 3164 §4.1.2 and its spellings */
const BSD =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2})(?: ((?:19|20)\d\d))? (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? /u;

/** `2016 ` behind `Apr 06 20:31:41 ` and before a host: a year. Before a tag it is the host that is called so. */
const LATE_YEAR = /^((?:19|20)\d\d) \S*[^\s:] /u;

/** `2026-11-20T15:45:46.789165+00:00 `, `2026-11-20T16:50:48+0100 `, `2026-11-20T15:45:46Z `: RFC 3339, rsyslog, journald */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))? /u;

const YEAR_LENGTH = "2016 ".length;

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const TEN_MINUTES = "Nov 20 10:1".length;
const PLAIN_LENGTH = "Nov 20 10:15:07 ".length;

/**
 * RFC 3164 stamps have neither year nor zone. Both are worked out once per ten minutes of log, because no zone changes
 * its offset more often, but in the hour that comes twice. `year` overrides the inference: the log begins in it.
 */
export function createBsdStampReader(zone: Zone, year: number | null, course: Course): StampReader {
  let prefix = "\0";
  let prefixReference = 0;
  let base: EpochMs | null = null;
  const startOf = createStart(zone, year, course);

  function learn(text: string, reference: EpochMs, start: Reading | null): void {
    prefix = start?.isTwice === true ? "\0" : text.slice(0, TEN_MINUTES);
    prefixReference = reference;
    base = start?.at ?? null;
  }

  function slowly(text: string, reference: EpochMs, isPlain: boolean): Stamp | null {
    const fields = BSD.exec(text);
    if (fields === null) return null;
    const end = fields[0].length;
    const late = LATE_YEAR.exec(text.slice(end, end + 300));
    const stated = fields[3] ?? late?.[1] ?? "";
    const start = startOf(fields, stated, reference);
    if (isPlain && stated === "") learn(text, reference, start);
    const second = Number(fields[6]);
    const rest = (Number(fields[5]) % 10) * 60_000 + second * 1000 + millisOf(fields[7]);
    const at = start !== null && second <= 60 ? start.at + rest : null;
    return { at, end: end + (late === null ? 0 : YEAR_LENGTH) };
  }

  return (text, reference) => {
    const seconds = plainSecondsOf(text);
    const isKnown =
      seconds >= 0 &&
      prefixReference === reference &&
      text.startsWith(prefix) &&
      !isLikeYear(text, PLAIN_LENGTH);
    if (!isKnown) return slowly(text, reference, seconds >= 0);
    return { at: base === null ? null : base + seconds * 1000, end: PLAIN_LENGTH };
  };
}

/** When the ten minutes of a stamp began; `stated` is the year it names itself, or nothing. */
function createStart(
  zone: Zone,
  first: number | null,
  course: Course,
): (fields: RegExpExecArray, stated: string, reference: EpochMs) => Reading | null {
  function yearOf(month: number, day: number, reference: EpochMs): number {
    return first === null
      ? inferYear(month, day, reference)
      : yearFrom(first, month, day, course.at);
  }

  return (fields, stated, reference) => {
    const month = MONTHS.indexOf(fields[1] ?? "") / 3;
    const day = Number(fields[2]);
    const hour = Number(fields[4]);
    const minute = Number(fields[5]);
    const year = stated === "" ? yearOf(month, day, reference) : Number(stated);
    const reading = zone({ year, month, day, hour, minute }, course.at);
    return reading && { ...reading, at: reading.at - (minute % 10) * 60_000 };
  };
}

/** Whether a word of four that begins with a digit stands there: a year, or a host. */
function isLikeYear(text: string, at: number): boolean {
  return text.charCodeAt(at + 4) === 0x20 && isDigit(text.charCodeAt(at));
}

/** Seconds into its ten minutes that `Nov 20 10:15:07 ` stands at, or -1 for any other layout. 60 is a leap second. */
function plainSecondsOf(text: string): number {
  if (text.charCodeAt(12) !== 0x3a || text.charCodeAt(15) !== 0x20) return -1;
  const minute = text.charCodeAt(11) - 48;
  const tens = text.charCodeAt(13) - 48;
  const ones = text.charCodeAt(14) - 48;
  if (!(minute >= 0 && minute <= 9 && tens >= 0 && tens <= 6 && ones >= 0 && ones <= 9)) return -1;
  const second = tens * 10 + ones;
  return second <= 60 ? minute * 60 + second : -1;
}

/**
 * ISO stamps name their offset; the few without one are read in `zone`. Minute and offset are worked out once for all stamps
 * that share them.
 */
export function createIsoStampReader(zone: Zone, course: Course): StampReader {
  let minute = "\0";
  let offset = "";
  let base: EpochMs = 0;

  function slowly(text: string): Stamp | null {
    const fields = ISO.exec(text);
    if (fields === null) return null;
    const wall = {
      year: Number(fields[1]),
      month: Number(fields[2]) - 1,
      day: Number(fields[3]),
      hour: Number(fields[4]),
      minute: Number(fields[5]),
    };
    const second = Number(fields[6]);
    const start = second <= 60 && isPossible(wall) ? readingOf(wall, fields, zone, course) : null;
    if (start === null) return { at: null, end: fields[0].length };
    minute = start.isTwice ? "\0" : text.slice(0, MINUTE);
    offset = fields[0].slice(fractionEndOf(text));
    base = start.at;
    return { at: base + second * 1000 + millisOf(fields[7]), end: fields[0].length };
  }

  return (text) => {
    const seconds = text.startsWith(minute) ? secondsAt(text, MINUTE + 1) : -1;
    const end = fractionEndOf(text);
    if (seconds < 0 || !text.startsWith(offset, end)) return slowly(text);
    return { at: base + seconds * 1000 + fractionOf(text, end), end: end + offset.length };
  };
}

const MINUTE = "2026-11-20T10:15".length;
const SECOND = "2026-11-20T10:15:46".length;

/** The two digits at `at` behind a colon, up to 60; -1 for anything else. */
function secondsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  const isTime =
    tens >= 0 && tens <= 6 && ones >= 0 && ones <= 9 && text.charCodeAt(at - 1) === 0x3a;
  return isTime && tens * 10 + ones <= 60 ? tens * 10 + ones : -1;
}

/** Where the fraction of a second ends, if there is one. */
function fractionEndOf(text: string): number {
  const mark = text.charCodeAt(SECOND);
  if (mark !== 0x2e && mark !== 0x2c) return SECOND;
  let end = SECOND + 1;
  while (end < SECOND + 10 && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** Milliseconds of the fraction that ends at `end`. */
function fractionOf(text: string, end: number): number {
  let millis = 0;
  for (let at = SECOND + 1; at < SECOND + 4; at++) {
    millis = millis * 10 + (at < end ? text.charCodeAt(at) - 48 : 0);
  }
  return millis;
}

function readingOf(
  wall: WallTime,
  fields: RegExpExecArray,
  zone: Zone,
  course: Course,
): Reading | null {
  const utc = Date.UTC(wall.year, wall.month, wall.day, wall.hour, wall.minute);
  const sign = fields[8];
  if (sign === undefined && !fields[0].endsWith("Z ")) return zone(wall, course.at);
  const offset = Number(fields[9] ?? 0) * 60 + Number(fields[10] ?? 0);
  return { at: utc - (sign === "-" ? -offset : offset) * 60_000, isTwice: false };
}

/** `789165` → 789: the first three digits of a fraction. */
export function millisOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}
