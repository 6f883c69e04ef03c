import type { ChartConfiguration, ChartDataset, ChartOptions, Plugin } from "chart.js";
import { type ChartData, DASHES, ratesOfAll, SHARE_STEPS } from "../../charts.ts";
import type { Rate } from "../../model.ts";
import { percent } from "../numbers.ts";
import { labelOf } from "./buckets.ts";
import { DOTS } from "./dots.ts";
import { hatching, type Theme } from "./theme.ts";
import type { View } from "./view.ts";

type Point = { x: number; y: number };

/** What is drawn, which part of it is looked at, and in which colours. */
export type Setting = { readonly data: ChartData; readonly view: View; readonly theme: Theme };

type Written = (value: number) => string;
type Axis = NonNullable<NonNullable<ChartOptions<"line" | "bar">["scales"]>[string]>;
type TooltipSettings = NonNullable<NonNullable<ChartOptions["plugins"]>["tooltip"]>;

/** Both pictures keep this much room for the labels of their value axis, so that their time axes stand in line. */
const AXIS_WIDTH = 72;

/** Room for half of the last label. Bars of episodes below the picture keep the same edges (episodes.css). */
const EDGE = { top: 8, right: 40 };

/** Columns → points in the middle of their bucket. "No value" is NaN, which breaks a line; it is never 0. */
function pointsOf(data: ChartData, values: readonly (number | null)[], unit = 1): Point[] {
  return values.map((value, index) => ({
    x: data.first + (index + 0.5) * data.width,
    y: value === null ? Number.NaN : value / unit,
  }));
}

function timeAxis(view: View, theme: Theme, stacked: boolean): Axis {
  return {
    type: "linear",
    stacked,
    min: view.min,
    max: view.max,
    offset: false,
    afterBuildTicks: (scale) => {
      scale.ticks = view.ticks.map((tick) => ({ value: tick.at, major: tick.major }));
    },
    grid: { color: theme.line, drawTicks: false, offset: false },
    border: { color: theme.line },
    ticks: {
      maxRotation: 0,
      autoSkip: true,
      autoSkipPadding: 12,
      padding: 8,
      color: theme.soft,
      font: { family: theme.font, size: 11 },
      callback: (value) => view.ticks.find((tick) => tick.at === value)?.label ?? "",
    },
  };
}

function valueAxis(theme: Theme, written: Written, stacked: boolean): Axis {
  return {
    type: "linear",
    min: 0,
    stacked,
    // A bar that stands on a line of the grid loses half of that line: on the zero there is none, so that bars keep their height.
    grid: {
      color: theme.line,
      drawTicks: false,
      lineWidth: ({ tick }) => (tick?.value === 0 ? 0 : 1),
    },
    border: { display: false },
    afterFit: (scale) => {
      scale.width = AXIS_WIDTH;
    },
    ticks: {
      maxTicksLimit: 6,
      padding: 8,
      color: theme.soft,
      font: { family: theme.font, size: 11 },
      callback: (value) => written(Number(value)),
    },
  };
}

/** What the line of all providers calls itself. */
const ALL = "All providers";

/** ` (37 of 1,649)` beside the rate of all; the table below has it for every provider. */
function basisOf(data: ChartData, label: string | undefined, index: number): string {
  if (label !== ALL) return "";
  const countIn = (layer: ChartData["layers"][number]) => layer.values[index] ?? 0;
  const tries = data.layers.reduce((sum, layer) => sum + countIn(layer), 0);
  const throttled = data.layers.find((layer) => layer.key === "throttled");
  const hits = throttled === undefined ? 0 : countIn(throttled);
  return ` (${hits.toLocaleString("en-GB")} of ${tries.toLocaleString("en-GB")})`;
}

function tooltip(data: ChartData, theme: Theme, written: Written): TooltipSettings {
  return {
    backgroundColor: theme.card,
    borderColor: theme.line,
    borderWidth: 1,
    titleColor: theme.ink,
    bodyColor: theme.ink,
    titleFont: { family: theme.font, size: 12 },
    bodyFont: { family: theme.font, size: 12 },
    padding: 10,
    boxWidth: 10,
    boxHeight: 10,
    multiKeyBackground: "transparent",
    filter: (item) => Number.isFinite(item.parsed.y) && item.dataset.label !== "",
    callbacks: {
      title: (items) => labelOf(data, items[0]?.dataIndex ?? 0),
      label: (item) =>
        ` ${item.dataset.label}: ${written(item.parsed.y ?? 0)}${basisOf(data, item.dataset.label, item.dataIndex)}`,
    },
  };
}

function options({ data, view, theme }: Setting, written: Written, stacked: boolean): ChartOptions {
  return {
    animation: false,
    normalized: true,
    parsing: false,
    responsive: true,
    maintainAspectRatio: false,
    devicePixelRatio: Math.min(2, window.devicePixelRatio),
    interaction: { mode: "index", intersect: false },
    layout: { padding: EDGE },
    scales: { x: timeAxis(view, theme, stacked), y: valueAxis(theme, written, stacked) },
    plugins: { legend: { display: false }, tooltip: tooltip(data, theme, written) },
  };
}

type Line = {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly unit?: number;
};

/** `values` are shares in steps of `unit`. */
function lineDataset(
  data: ChartData,
  { label, colour, values, unit = 1 }: Line,
): ChartDataset<"line", Point[]> {
  return {
    type: "line",
    label,
    data: pointsOf(data, values, unit),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    borderJoinStyle: "round",
    pointRadius: 0,
    pointHoverRadius: 4,
    tension: 0,
    spanGaps: false,
  };
}

function bandDatasets(
  data: ChartData,
  theme: Theme,
  rates: readonly (Rate | null)[],
): ChartDataset<"line", Point[]>[] {
  const colour = theme.band;
  const bound = (key: "low" | "high") =>
    lineDataset(data, { label: "", colour, values: rates.map((rate) => rate?.[key] ?? null) });
  const edge = { label: "", borderWidth: 0, pointHoverRadius: 0 };
  return [
    { ...bound("low"), ...edge },
    {
      ...bound("high"),
      ...edge,
      backgroundColor: theme.band,
      fill: "-1",
    },
  ];
}

/** Picture A: the rate of all with its interval, and of the providers that throttle most. */
export function rateChart(setting: Setting, plugin: Plugin): ChartConfiguration {
  const { data, theme } = setting;
  const lines = data.lines.map(({ name, slot, values }, place) => ({
    ...lineDataset(data, {
      ...{ label: name, colour: theme.slots[slot - 1] ?? theme.soft },
      ...{ values, unit: SHARE_STEPS },
    }),
    borderDash: [...(DASHES[place % DASHES.length] ?? [])],
  }));
  const rates = ratesOfAll(data);
  const shares = rates.map((rate) => rate?.share ?? null);
  const all = {
    ...lineDataset(data, { label: ALL, colour: theme.ink, values: shares }),
    borderWidth: 2.5,
  };
  const datasets = [all, ...lines, ...bandDatasets(data, theme, rates)];
  return {
    type: "line",
    data: { datasets: datasets as ChartDataset[] },
    options: options(setting, percent, false),
    plugins: [plugin, DOTS],
  };
}

type Stacked = {
  readonly label: string;
  readonly values: readonly number[];
  readonly fill: CanvasPattern | string;
};

function stackedChart(
  setting: Setting,
  plugin: Plugin,
  layers: readonly Stacked[],
): ChartConfiguration {
  const { data } = setting;
  const datasets = layers.map(
    ({ label, values, fill }): ChartDataset<"bar", Point[]> => ({
      type: "bar",
      label,
      data: pointsOf(data, values),
      backgroundColor: fill,
      borderWidth: 0,
      // They stand on one another, never side by side: nobody has to look for the place of each.
      grouped: false,
      categoryPercentage: 1,
      barPercentage: data.count > 240 ? 1 : 0.86,
    }),
  );
  return {
    type: "bar",
    data: { datasets: datasets as ChartDataset[] },
    options: options(setting, (value) => value.toLocaleString("en-GB"), true),
    plugins: [plugin],
  };
}

/** Picture B: attempts by outcome, stacked; what was throttled stands on the floor so that its own shape is seen. */
export function volumeChart(
  setting: Setting,
  plugin: Plugin,
  textured: boolean,
): ChartConfiguration {
  const { data, theme } = setting;
  const layers = data.layers.map(({ key, label, values }) => {
    const colour = theme.layers[key] ?? theme.soft;
    const marked = textured && (key === "throttled" || key === "other");
    const fill = marked ? hatching(colour, theme.card, key === "other" ? -4 : 5) : colour;
    return { label, values, fill };
  });
  return stackedChart(setting, plugin, layers);
}

/** Widths of the hatching of neighbours, where colour alone must not tell them apart; 0 is none. */
const TEXTURES: readonly number[] = [0, 5, -4, 8];

/** Picture C: throttled recipients by cause, stacked, the biggest on the floor. */
export function causeChart(
  setting: Setting,
  plugin: Plugin,
  textured: boolean,
): ChartConfiguration {
  const { data, theme } = setting;
  const layers = data.causes.map(({ label, slot, values }, place) => {
    const colour = theme.slots[slot - 1] ?? theme.soft;
    const texture = TEXTURES[place % TEXTURES.length] ?? 0;
    const fill = textured && texture !== 0 ? hatching(colour, theme.card, texture) : colour;
    return { label, values, fill };
  });
  return stackedChart(setting, plugin, layers);
}
