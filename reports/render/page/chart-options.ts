import type { ChartOptions } from "chart.js";
import type { ChartData } from "../../charts.ts";
import { labelOf } from "./buckets.ts";
import type { Theme } from "./theme.ts";
import type { View } from "./view.ts";

/** What is drawn, which part of it is looked at, and in which colours. */
export type Setting = { readonly data: ChartData; readonly view: View; readonly theme: Theme };

type Written = (value: number) => string;
type Axis = NonNullable<NonNullable<ChartOptions<"line" | "bar">["scales"]>[string]>;
type TooltipSettings = NonNullable<NonNullable<ChartOptions["plugins"]>["tooltip"]>;

/** The pictures keep this much room for the labels of their value axis, so that their time axes stand in line. */
const AXIS_WIDTH = 72;

/** Room for half of the last label. Bars of episodes below the picture keep the same edges (episodes.css). */
const EDGE = { top: 8, right: 40 };

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
export const ALL = "All providers";

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

/** What both kinds of picture share: one time axis, one value axis from zero, one tooltip for all that stands at a moment. */
export function options(
  { data, view, theme }: Setting,
  written: Written,
  stacked: boolean,
): ChartOptions {
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
