import type { ChartConfiguration, ChartDataset, Plugin } from "chart.js";
import { type ChartData, DASHES, ratesOfAll, SHARE_STEPS } from "../../charts.ts";
import type { Rate } from "../../model.ts";
import { percent } from "../numbers.ts";
import { ALL, options, type Setting } from "./chart-options.ts";
import { DOTS } from "./dots.ts";
import { hatching, type Theme } from "./theme.ts";

type Point = { x: number; y: number };

/** Columns → points in the middle of their bucket. "No value" is NaN, which breaks a line; it is never 0. */
function pointsOf(data: ChartData, values: readonly (number | null)[], unit = 1): Point[] {
  return values.map((value, index) => ({
    x: data.first + (index + 0.5) * data.width,
    y: value === null ? Number.NaN : value / unit,
  }));
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
