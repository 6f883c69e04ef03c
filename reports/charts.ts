import { stampOf } from "./course.ts";
import type { ProviderLine, ReportModel, Timeline } from "./model.ts";
import { type LocalTime, localTime } from "./render/local-time.ts";
import { count, percent, plural } from "./render/numbers.ts";
import { rateOf } from "./statistics.ts";
import { type Tick, ticksOf } from "./ticks.ts";
import { bucketsPerRow, type TimeRow, timeRowsOf } from "./time-rows.ts";

export type { RateCell, TimeRow } from "./time-rows.ts";

/** Slots of the palette for providers; the colours themselves are in the style sheet, one set per theme. */
const SLOTS = 7;

/** One line of the rate chart. `slot` is the provider's colour, from 1. `values` are shares; null is "no rate". */
export type RateLine = {
  readonly name: string;
  readonly slot: number;
  readonly values: readonly (number | null)[];
  readonly peak: string | null;
};

export type Layer = {
  readonly key: "throttled" | "other" | "bounced" | "lost" | "delivered";
  readonly label: string;
  readonly values: readonly number[];
};

/** What both pictures are drawn from: columns, so that a month stays small. Times are epoch seconds. */
export type ChartData = {
  readonly first: number;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly labels: readonly string[];
  readonly ticks: readonly Tick[];
  readonly gaps: readonly (readonly [number, number])[];
  readonly threshold: number;
  readonly rate: {
    readonly all: readonly (number | null)[];
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
    readonly lines: readonly RateLine[];
  };
  readonly layers: readonly Layer[];
};

/** Each picture says in its title what it shows. */
export type Charts = {
  readonly data: ChartData;
  readonly rateTitle: string;
  readonly volumeTitle: string;
  readonly rows: readonly TimeRow[];
  readonly rowSeconds: number;
};

/** FNV-1a: a provider keeps its colour from report to report. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** A slot per provider by its hash; when that one is taken by a bigger provider, the next free one. */
export function slotsOf(providers: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const provider of providers) {
    let slot = hashOf(provider) % SLOTS;
    for (let tries = 0; taken.has(slot) && tries < SLOTS; tries++) slot = (slot + 1) % SLOTS;
    taken.add(slot);
    slots.set(provider, slot + 1);
  }
  return slots;
}

function rates(throttled: readonly number[], attempts: readonly number[]) {
  return attempts.map((tries, index) => rateOf(throttled[index] ?? 0, tries));
}

/** Four decimals are finer than a pixel, and a month of them stays small. */
function drawable(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * 1e4) / 1e4;
}

/** Index of the highest share outside partial buckets. */
function peakOf(values: readonly (number | null)[], partial: readonly boolean[]): number | null {
  let best: number | null = null;
  for (const [index, value] of values.entries()) {
    if (value === null || value === 0 || partial[index] === true) continue;
    if (best === null || value > (values[best] ?? 0)) best = index;
  }
  return best;
}

function lineOf(line: ProviderLine, slot: number, timeline: Timeline, time: LocalTime): RateLine {
  const values = rates(line.throttled, line.attempts).map((rate) => rate?.share ?? null);
  const peak = peakOf(values, timeline.partial);
  const when =
    peak === null ? "" : stampOf(timeline.starts[peak] ?? 0, timeline.bucketSeconds, time);
  return {
    name: line.name,
    slot,
    values: values.map((value) => drawable(value ?? undefined)),
    peak: peak === null ? null : `${percent(values[peak] ?? 0)}, ${when}`,
  };
}

function rateTitle(lines: readonly RateLine[]): string {
  const peakIn = (line: RateLine) => Math.max(0, ...line.values.map((value) => value ?? 0));
  const [worst] = [...lines]
    .filter((line) => line.peak !== null)
    .sort((a, b) => peakIn(b) - peakIn(a));
  if (worst === undefined) return "No bucket has a throttling rate above zero";
  const [share, when] = (worst.peak ?? "").split(", ");
  return `${worst.name} refused most: ${share} of attempts at its worst, ${when}`;
}

function volumeTitle(model: ReportModel, time: LocalTime): string {
  const { attempts, starts, bucketSeconds } = model.timeline;
  const busiest = Math.max(0, ...attempts);
  const total = plural(model.figures.throttled.attempts, "attempt", "attempts");
  if (busiest === 0) return `${total} in this window`;
  const when = stampOf(starts[attempts.indexOf(busiest)] ?? 0, bucketSeconds, time);
  return `${total}; busiest ${bucketName(bucketSeconds)} ${when} with ${count(busiest)}`;
}

/** `3600` → `hour`. */
export function bucketName(seconds: number): string {
  if (seconds === 60) return "minute";
  if (seconds === 3600) return "hour";
  if (seconds === 86_400) return "day";
  if (seconds < 3600) return `${seconds / 60} minutes`;
  return seconds < 86_400 ? `${seconds / 3600} hours` : `${seconds / 86_400} days`;
}

function layersOf(timeline: Timeline): readonly Layer[] {
  return [
    { key: "throttled", label: "throttled", values: timeline.throttled },
    { key: "other", label: "other temporary refusal", values: timeline.otherTemporary },
    { key: "bounced", label: "refused for good", values: timeline.bounced },
    { key: "lost", label: "connection lost", values: timeline.lost },
    { key: "delivered", label: "delivered", values: timeline.delivered },
  ];
}

/** The model → what the page draws. Pure, so that a picture can be tested as numbers. */
export function chartsOf(model: ReportModel): Charts {
  const { timeline } = model;
  const time = localTime(timeline.zone);
  const { starts, bucketSeconds: width } = timeline;
  const first = starts[0] ?? 0;
  const max = (starts[starts.length - 1] ?? first) + width;
  const all = rates(timeline.throttled, timeline.attempts);
  const slots = slotsOf(timeline.lines.map((line) => line.provider));
  const lines = timeline.lines.map((line) =>
    lineOf(line, slots.get(line.provider) ?? 1, timeline, time),
  );
  const data: ChartData = {
    first,
    width,
    min: first,
    max,
    labels: starts.map((start) => stampOf(start, width, time)),
    ticks: ticksOf(first, max, time),
    gaps: timeline.gaps.map((gap) => [Date.parse(gap.from) / 1000, Date.parse(gap.until) / 1000]),
    threshold: model.thresholds.watchRate,
    rate: {
      all: all.map((rate) => drawable(rate?.share)),
      low: all.map((rate) => drawable(rate?.low)),
      high: all.map((rate) => drawable(rate?.high)),
      lines,
    },
    layers: layersOf(timeline),
  };
  return {
    data,
    rateTitle: rateTitle(lines),
    volumeTitle: volumeTitle(model, time),
    rows: timeRowsOf({ timeline, layers: data.layers, time }),
    rowSeconds: width * bucketsPerRow(timeline),
  };
}
