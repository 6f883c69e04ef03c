import { DAY, HOUR, MINUTE } from "../src/domain/time.ts";
import type { Random } from "./random.ts";

/** What a busy host counts in a year, as `compact` leaves it. */
export type YearPlan = {
  readonly seed: number;
  readonly days: number;
  /** How many of the newest days are kept by the hour or finer, and how many by the minute. */
  readonly hourDays: number;
  readonly minuteDays: number;
  readonly hosts: number;
  readonly providers: number;
  readonly deliveriesADay: number;
};

export const YEAR: YearPlan = {
  seed: 1,
  days: 365,
  hourDays: 90,
  minuteDays: 14,
  hosts: 500,
  providers: 50,
  deliveriesADay: 2_000_000,
};

/** 2026-11-20T00:00:00Z, where the year ends. */
export const END = 1_795_132_800;

type Bucket = { readonly start: number; readonly width: number };

/** Buckets from the oldest to the newest: days, then hours, then minutes. */
export function* bucketsOf({ days, hourDays, minuteDays }: YearPlan): Generator<Bucket> {
  const stretches = [
    { from: days, until: hourDays, width: DAY },
    { from: Math.min(days, hourDays), until: minuteDays, width: HOUR },
    { from: Math.min(days, minuteDays), until: 0, width: MINUTE },
  ];
  for (const { from, until, width } of stretches)
    for (let start = END - from * DAY; start < END - until * DAY; start += width)
      yield { start, width };
}

/** What a provider says: four in five refusals are a 421. */
export const SAYINGS = [
  { code: 421, enhanced: "4.7.0", stage: "mail", cause: "rate_limit" },
  { code: 421, enhanced: "4.3.2", stage: "connect", cause: "connection_limit" },
  { code: 421, enhanced: "4.7.28", stage: "rcpt", cause: "reputation" },
  { code: 450, enhanced: "", stage: "eod", cause: "greylisting" },
] as const;

/** Refusals of attempts: most hosts hardly ever, one in five a lot. */
const STRICTNESS = [0.01, 0.005, 0.02, 0.01, 0.12] as const;

/** One host and its share of all mail (Zipf: the second receives half as much as the first). */
export type Host = {
  readonly id: number;
  readonly provider: number;
  readonly share: number;
  readonly strictness: number;
};

export function hostsOf({ hosts, providers }: YearPlan): readonly Host[] {
  const weights = Array.from({ length: hosts }, (_, place) => 1 / (place + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, place) => ({
    id: place + 1,
    provider: place % providers,
    share: weight / all,
    strictness: STRICTNESS[place % STRICTNESS.length] ?? 0,
  }));
}

export function providerName(provider: number): string {
  return `provider-${provider}.example`;
}

/** From this many on, a count is drawn from the normal curve. */
const MANY = 12;

/** How many of something that is expected `mean` times (Poisson, by multiplication where that is short). */
export function countOf(mean: number, random: Random): number {
  const uniform = (): number => (random.below(1_000_000) + 1) / 1_000_001;
  if (mean > MANY) {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}

/** Twice as much mail at noon as at midnight, in UTC. */
export function busyness({ start, width }: Bucket): number {
  if (width === DAY) return 1;
  return 1 - Math.cos((2 * Math.PI * (start % DAY)) / DAY) / 3;
}
