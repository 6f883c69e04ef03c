import { DAY, HOUR } from "../src/domain/time.ts";
import { providerName } from "../src/meaning/providers.ts";
import type { WeekCell, WeekGrid, WeekPattern, WeekPeak } from "./model-week.ts";
import type { RefusedRow, TriedRow } from "./queries/flow.ts";
import { isRemote } from "./queries/names.ts";
import type { LocalTime } from "./render/local-time.ts";
import { rateOf } from "./statistics.ts";
import { instantOf } from "./window.ts";

/** Hours of a week. */
const HOURS = 168;

/** In less than two weeks an hour of a weekday is one night, and no pattern. */
const LEAST_SECONDS = 14 * DAY;

/** So many providers have a pattern of their own, beside that of all. */
const PROVIDERS = 3;

/** Rows of hours, and the stretch of time they come from. */
export type Hourly = {
  readonly from: number;
  readonly until: number;
  readonly tried: readonly Pick<TriedRow, "start" | "provider" | "attempts">[];
  readonly refused: readonly Pick<RefusedRow, "start" | "provider" | "recipients">[];
};

type Placed = { readonly start: number; readonly provider: string };

/** No hour of a day in which a zone changes its clocks can be told from the first. */
const CHANGED = -1;

/** The hour of the week of every start: a formatter takes microseconds, and there are thousands of rows. It is asked about days. */
function hourFinder(time: LocalTime): (start: number) => number {
  const days = new Map<number, number>();
  const firstOf = (day: number): number => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const first = time.hourOfWeek(day);
    const last = time.hourOfWeek(day + 23 * HOUR);
    const made = (first + 23) % HOURS === last ? first : CHANGED;
    days.set(day, made);
    return made;
  };
  return (start) => {
    const first = firstOf(start - (start % DAY));
    if (first === CHANGED || start % HOUR !== 0) return time.hourOfWeek(start);
    return (first + Math.floor((start % DAY) / HOUR)) % HOURS;
  };
}

function sumsOf<Row extends Placed>(
  rows: readonly Row[],
  value: (row: Row) => number,
  hourOf: (start: number) => number,
): readonly number[] {
  const sums = Array.from({ length: HOURS }, () => 0);
  for (const row of rows) {
    const hour = hourOf(row.start);
    sums[hour] = (sums[hour] ?? 0) + value(row);
  }
  return sums;
}

function peakOf(cells: readonly WeekCell[]): WeekPeak | null {
  let peak: WeekPeak | null = null;
  for (const [hour, cell] of cells.entries()) {
    const share = cell.rate?.share ?? 0;
    if (share > (peak?.rate?.share ?? 0)) peak = { hour, ...cell };
  }
  return peak;
}

function gridOf(
  provider: string | null,
  { tried, refused }: Hourly,
  hourOf: (start: number) => number,
): WeekGrid {
  const isTheirs = (row: Placed) => (provider === null ? isRemote(row) : row.provider === provider);
  const attempts = sumsOf(tried.filter(isTheirs), (row) => row.attempts, hourOf);
  const throttled = sumsOf(refused.filter(isTheirs), (row) => row.recipients, hourOf);
  const cells = attempts.map((tries, hour) => {
    const recipients = throttled[hour] ?? 0;
    return { recipients, attempts: tries, rate: rateOf(recipients, tries) };
  });
  const name = provider === null ? "All providers" : providerName(provider);
  return { provider, name, cells, peak: peakOf(cells) };
}

/** Null where there are less than two weeks, or nothing was tried. `providers` are those that throttled, most first. */
export function weekOf(
  hourly: Hourly,
  providers: readonly string[],
  time: LocalTime,
): WeekPattern | null {
  const { from, until, tried } = hourly;
  if (until - from < LEAST_SECONDS || tried.length === 0) return null;
  const hourOf = hourFinder(time);
  const wanted = [null, ...providers.slice(0, PROVIDERS)];
  return {
    from: instantOf(from),
    until: instantOf(until),
    zone: time.zone,
    grids: wanted.map((provider) => gridOf(provider, hourly, hourOf)),
  };
}
