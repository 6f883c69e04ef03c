import { Failure } from "../src/domain/failure.ts";
import { DAY, HOUR, MINUTE } from "../src/domain/time.ts";

/** A length of time as people type it: what has a fixed length in seconds, and months and years, which have none. */
export type Length = { readonly seconds: number; readonly months: number };

const WEEK = 604_800;

/** No log reaches further back, in seconds: a hundred years. */
const LONGEST = 36_525 * DAY;

/** Units by every name they go by. A day is always 24 hours here. */
const SECONDS: Readonly<Record<string, number>> = {
  ...named(1, ["s", "sec", "secs", "second", "seconds"]),
  ...named(MINUTE, ["m", "min", "mins", "minute", "minutes"]),
  ...named(HOUR, ["h", "hr", "hrs", "hour", "hours"]),
  ...named(DAY, ["d", "day", "days"]),
  ...named(WEEK, ["w", "wk", "wks", "week", "weeks"]),
};

const MONTHS: Readonly<Record<string, number>> = {
  ...named(1, ["mo", "month", "months"]),
  ...named(12, ["y", "yr", "yrs", "year", "years"]),
};

/** `24h`, `30 minutes`, the `30m` of `1h30m` */
const PART = /(\d{1,6}) ?([a-z]{1,7}) ?/gu;

/** `a week`, `an hour`, `one day` */
const ONE = /^(?:an?|one) /u;

/** `p1dt12h`, `pt90m`, `p2w`: ISO 8601, in small letters; its dates and its times */
const ISO = /^p([\dymwd]{0,32})(?:t([\dhms]{1,32}))?$/u;

/** Reads a length, `30m`, `1h30m`, `2 weeks` or `PT90M`, in seconds. Throws a Failure naming the flag. */
export function parseLength(text: string, flag: string): number {
  const length = lengthOf(text.trim().toLowerCase());
  if (length !== null && length.months === 0) return length.seconds;
  const why = length === null ? "is not a length of time" : "has no fixed length";
  throw new Failure(
    `${flag} ${text} ${why}`,
    'write for example 30m, 24h, 1h30m, 7d, 2w, "10 days" or PT90M',
    2,
  );
}

/** A length in small letters; null for what is none. */
export function lengthOf(words: string): Length | null {
  const iso = ISO.exec(words);
  if (iso !== null) {
    const dates = (iso[1] ?? "").replaceAll("m", "mo");
    return sumOf(dates + (iso[2] ?? ""));
  }
  return sumOf(words.replace(ONE, "1 "));
}

function sumOf(words: string): Length | null {
  let [seconds, months, read] = [0, 0, 0];
  for (const [part, number, unit = ""] of words.matchAll(PART)) {
    const [inSeconds, inMonths] = [SECONDS[unit], MONTHS[unit]];
    if (inSeconds === undefined && inMonths === undefined) return null;
    seconds += Number(number) * (inSeconds ?? 0);
    months += Number(number) * (inMonths ?? 0);
    read += part.length;
  }
  const isWhole = read > 0 && read === words.length && !words.endsWith(" ");
  return isWhole && seconds <= LONGEST && months <= 1200 ? { seconds, months } : null;
}

function named(size: number, names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, size]));
}
