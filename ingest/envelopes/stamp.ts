import type { EpochMs } from "../../src/domain/time.ts";
import { inferYear } from "./year.ts";
import type { Zone } from "./zone.ts";

/** When a line was written, and where its text goes on after the stamp. `at` is null for a time that cannot be. */
export type Stamp = { readonly at: EpochMs | null; readonly end: number };

/** Reads the stamp at the start of a line, or null where none stands. */
export type StampReader = (text: string, reference: EpochMs) => Stamp | null;

/** `Nov 20 10:15:07 `, `Nov  2 10:15:07.123 `, `Jan 1 00:00:00 `, `Apr 06 20:31:41 2016 `: RFC 3164 §4.1.2 and its spellings */
const BSD =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: (\d{4}))? /u;

/** `2026-11-20T15:45:46.789165+00:00 `, `2026-11-20T16:50:48+0100 `, `2026-11-20T15:45:46Z `: RFC 3339, rsyslog, journald */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))? /u;

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const TEN_MINUTES = "Nov 20 10:1".length;
const PLAIN_LENGTH = "Nov 20 10:15:07 ".length;

/**
 * RFC 3164 stamps have neither year nor zone. Both are worked out once per ten minutes of log, because no zone changes
 * its offset more often. `year` overrides the inference.
 */
export function createBsdStampReader(zone: Zone, year: number | null): StampReader {
  let prefix = "\0";
  let prefixReference = 0;
  let base: EpochMs | null = null;

  function baseOf(fields: RegExpExecArray, reference: EpochMs): EpochMs | null {
    const month = MONTHS.indexOf(fields[1] ?? "") / 3;
    const day = Number(fields[2]);
    const stated = fields[7] === undefined ? year : Number(fields[7]);
    const minute = Number(fields[4]);
    return zone({
      year: stated ?? inferYear(month, day, reference),
      month,
      day,
      hour: Number(fields[3]),
      minute: minute - (minute % 10),
    });
  }

  function slowly(text: string, reference: EpochMs, isPlain: boolean): Stamp | null {
    const fields = BSD.exec(text);
    if (fields === null) return null;
    const start = baseOf(fields, reference);
    if (isPlain && fields[7] === undefined) {
      prefix = text.slice(0, TEN_MINUTES);
      prefixReference = reference;
      base = start;
    }
    const second = Number(fields[5]);
    const rest = (Number(fields[4]) % 10) * 60_000 + second * 1000 + millisOf(fields[6]);
    return { at: start !== null && second <= 60 ? start + rest : null, end: fields[0].length };
  }

  return (text, reference) => {
    const seconds = plainSecondsOf(text);
    const isKnown = seconds >= 0 && prefixReference === reference && text.startsWith(prefix);
    if (!isKnown) return slowly(text, reference, seconds >= 0);
    return { at: base === null ? null : base + seconds * 1000, end: PLAIN_LENGTH };
  };
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
export function createIsoStampReader(zone: Zone): StampReader {
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
    const start = isPossible(wall, second) ? instantOf(wall, fields, zone) : null;
    if (start === null) return { at: null, end: fields[0].length };
    minute = text.slice(0, MINUTE);
    offset = fields[0].slice(fractionEndOf(text));
    base = start;
    return { at: start + second * 1000 + millisOf(fields[7]), end: fields[0].length };
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

type Wall = Parameters<Zone>[0];

function isPossible(wall: Wall, second: number): boolean {
  const day = new Date(Date.UTC(wall.year, wall.month, wall.day));
  return day.getUTCMonth() === wall.month && wall.hour < 24 && wall.minute < 60 && second <= 60;
}

function instantOf(wall: Wall, fields: RegExpExecArray, zone: Zone): EpochMs | null {
  const utc = Date.UTC(wall.year, wall.month, wall.day, wall.hour, wall.minute);
  const sign = fields[8];
  if (sign === undefined) return fields[0].endsWith("Z ") ? utc : zone(wall);
  const offset = Number(fields[9]) * 60 + Number(fields[10]);
  return utc - (sign === "-" ? -offset : offset) * 60_000;
}

/** `789165` → 789: the first three digits of a fraction. */
function millisOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}
