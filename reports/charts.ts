import { hashOf } from "../src/domain/text-hash.ts";
import { type Mark, marksOf } from "./marks.ts";
import type { ProviderLine, Rate, ReportModel, Timeline } from "./model.ts";
import { epochOf, type LocalTime, localTime } from "./render/local-time.ts";
import { rateOf } from "./statistics.ts";
import { type Tick, ticksOf } from "./ticks.ts";
import { bucketsPerRow, type TimeRow, timeRowsOf } from "./time-rows.ts";
import { causeTitle, peakText, rateTitle, volumeTitle } from "./titles.ts";

export { stampOf } from "./course.ts";
export type { Mark } from "./marks.ts";
export { rateOf } from "./statistics.ts";
export { type Tick, ticksOf } from "./ticks.ts";
export type { RateCell, TimeRow } from "./time-rows.ts";
export { bucketName } from "./titles.ts";

/** Slots of the palette for providers; the colours themselves are in the style sheet, one set per theme. */
const SLOTS = 7;

/** Lines are told apart without colour too: no two of a picture have the same dashes. */
export const DASHES: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [12, 4],
  [4, 2, 1, 2, 1, 2],
];

/** One line of the rate chart. `slot` is the provider's colour, from 1. `values` are shares in steps; null is "no rate". `remark` stands in the legend. */
export type RateLine = {
  readonly provider: string;
  readonly name: string;
  readonly slot: number;
  readonly values: readonly (number | null)[];
  readonly remark: string;
};

export type Layer = {
  readonly key: "throttled" | "other" | "bounced" | "lost" | "delivered";
  readonly label: string;
  readonly values: readonly number[];
};

/** A share is written in whole steps of a hundredth of a percent: finer than a pixel, and half as long as a decimal. */
export const SHARE_STEPS = 10_000;

/** One cause of the stack. `slot` is its colour, from 1; 0 is for all the others together. */
type CauseLayer = {
  readonly label: string;
  readonly slot: number;
  readonly values: readonly number[];
};

/**
 * What the pictures are drawn from: columns, so that a month stays small. Times are epoch seconds, shares are in steps, and
 * bucket `n` of `count` begins at `first + n * width`.
 */
export type ChartData = {
  readonly zone: string;
  readonly count: number;
  readonly first: number;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  readonly gaps: readonly (readonly [number, number])[];
  /** Instants of the list below the picture, in its order: rotations and leaps of stamps. */
  readonly marks: readonly number[];
  readonly threshold: number;
  readonly lines: readonly RateLine[];
  readonly layers: readonly Layer[];
  readonly causes: readonly CauseLayer[];
};

/** Numbers of the page's data in base 36, a blank between them: a quarter shorter than in digits. Null is nothing. */
export function written(column: readonly (number | null)[]): string {
  return column.map((value) => value?.toString(36) ?? "").join(" ");
}

/** What `written` has written. */
export function readColumn(text: string): (number | null)[] {
  return text === ""
    ? []
    : text.split(" ").map((word) => (word === "" ? null : Number.parseInt(word, 36)));
}

/** The data of the pictures with their columns as texts. */
export type WrittenData = Omit<ChartData, "lines" | "layers" | "causes"> & {
  readonly causes: readonly (Omit<CauseLayer, "values"> & { readonly values: string })[];
  readonly lines: readonly (Omit<RateLine, "values"> & { readonly values: string })[];
  readonly layers: readonly (Omit<Layer, "values"> & { readonly values: string })[];
};

export function writtenData(data: ChartData): WrittenData {
  return {
    ...data,
    lines: data.lines.map((line) => ({ ...line, values: written(line.values) })),
    layers: data.layers.map((layer) => ({ ...layer, values: written(layer.values) })),
    causes: data.causes.map((layer) => ({ ...layer, values: written(layer.values) })),
  };
}

function readCounts(text: string): number[] {
  return readColumn(text).map((value) => value ?? 0);
}

export function readData(data: WrittenData): ChartData {
  return {
    ...data,
    lines: data.lines.map((line) => ({ ...line, values: readColumn(line.values) })),
    layers: data.layers.map((layer) => ({ ...layer, values: readCounts(layer.values) })),
    causes: data.causes.map((layer) => ({ ...layer, values: readCounts(layer.values) })),
  };
}

/** Each picture says in its title what it shows. */
export type Charts = {
  readonly data: ChartData;
  readonly rateTitle: string;
  readonly volumeTitle: string;
  readonly causeTitle: string;
  readonly rows: readonly TimeRow[];
  readonly rowSeconds: number;
  /** What the numbered lines of the pictures are. */
  readonly marks: readonly Mark[];
};

/** A slot per provider by its hash, so that it keeps its colour from report to report; when that one is taken by a bigger provider, the next free one. */
export function slotsOf(providers: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const provider of providers) {
    let slot = hashOf(provider, 0) % SLOTS;
    for (let tries = 0; taken.has(slot) && tries < SLOTS; tries++) slot = (slot + 1) % SLOTS;
    taken.add(slot);
    slots.set(provider, slot + 1);
  }
  return slots;
}

function rates(throttled: readonly number[], attempts: readonly number[]) {
  return attempts.map((tries, index) => rateOf(throttled[index] ?? 0, tries));
}

function inSteps(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * SHARE_STEPS);
}

function lineOf(line: ProviderLine, slot: number, timeline: Timeline, time: LocalTime): RateLine {
  return {
    provider: line.provider,
    name: line.name,
    slot,
    values: rates(line.throttled, line.attempts).map((rate) => inSteps(rate?.share)),
    remark: peakText(line, timeline, time),
  };
}

/** The rate of all providers in every bucket, from what the layers count; null is "no rate". */
export function ratesOfAll({
  layers,
  count,
}: Pick<ChartData, "layers" | "count">): readonly (Rate | null)[] {
  const throttled = layers.find(({ key }) => key === "throttled")?.values ?? [];
  return Array.from({ length: count }, (_, index) => {
    const tries = layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
    return rateOf(throttled[index] ?? 0, tries);
  });
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

function causesOf({ causes }: Timeline): readonly CauseLayer[] {
  const slots = slotsOf(causes.flatMap(({ cause }) => (cause === null ? [] : [cause])));
  return causes.map(({ cause, label, throttled }) => ({
    label,
    slot: cause === null ? 0 : (slots.get(cause) ?? 1),
    values: throttled,
  }));
}

/** The model → what the page draws. Pure, so that a picture can be tested as numbers. */
export function chartsOf(model: ReportModel): Charts {
  const { timeline } = model;
  const time = localTime(timeline.zone);
  const { starts, bucketSeconds: width } = timeline;
  const first = starts[0] ?? 0;
  const max = (starts[starts.length - 1] ?? first) + width;
  const slots = slotsOf(timeline.lines.map((line) => line.provider));
  const lines = timeline.lines.map((line) =>
    lineOf(line, slots.get(line.provider) ?? 1, timeline, time),
  );
  const marks = marksOf(model);
  const data: ChartData = {
    zone: timeline.zone,
    count: starts.length,
    first,
    width,
    min: first,
    max,
    ticks: ticksOf(first, max, time),
    gaps: timeline.gaps.map((gap) => [epochOf(gap.from), epochOf(gap.until)]),
    marks: marks.map(({ at }) => at),
    threshold: model.thresholds.watchRate,
    lines,
    layers: layersOf(timeline),
    causes: causesOf(timeline),
  };
  return {
    data,
    rateTitle: rateTitle(timeline, time),
    volumeTitle: volumeTitle(timeline, time),
    causeTitle: causeTitle(timeline),
    rows: timeRowsOf({ timeline, layers: data.layers, time }),
    rowSeconds: width * bucketsPerRow(timeline),
    marks,
  };
}
