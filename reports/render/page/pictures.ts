import {
  BarController,
  BarElement,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartData } from "../../charts.ts";
import { rateChart, volumeChart } from "./configurations.ts";
import { overlays, type Pointer } from "./overlays.ts";
import { readTheme } from "./theme.ts";

Chart.register(
  BarController,
  BarElement,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

function canvasOf(id: string): HTMLCanvasElement | null {
  const element = document.getElementById(id);
  return element instanceof HTMLCanvasElement ? element : null;
}

/** The data block is written by the same program as this script, so its shape is known. */
function chartData(): ChartData {
  return JSON.parse(document.getElementById("d")?.textContent ?? "{}") as ChartData;
}

export type Pictures = {
  /** Anew, as the style sheet now has its colours. */
  readonly redraw: () => void;
  /** Only the lines of these providers, beside the line of all; an empty set means every line. */
  readonly show: (providers: ReadonlySet<string>) => void;
};

/** Lines follow the line of all in their order; the band behind them stays. */
function showLines(chart: Chart, data: ChartData, providers: ReadonlySet<string>): void {
  for (const [place, line] of data.rate.lines.entries())
    chart.setDatasetVisibility(place + 1, providers.size === 0 || providers.has(line.provider));
}

/** Both pictures, drawn anew whenever light, dark or paper change; colours are read from the style sheet. */
export function pictures(): Pictures {
  const data = chartData();
  if (data.labels.length === 0) return { redraw: () => {}, show: () => {} };
  const contrast = matchMedia("(forced-colors: active)");
  const paper = matchMedia("print");
  let drawn: Chart[] = [];
  let shown: ReadonlySet<string> = new Set();
  const redraw = (): void => {
    for (const chart of drawn) chart.destroy();
    const theme = readTheme();
    const pointer: Pointer = { index: null };
    const plugin = (threshold: boolean, other: number) =>
      overlays({ data, theme, pointer, threshold, redrawOther: () => drawn[other]?.draw() });
    const rate = canvasOf("rate");
    const volume = canvasOf("volume");
    if (rate === null || volume === null) return;
    const textured = paper.matches || contrast.matches;
    drawn = [
      new Chart(rate, rateChart(data, theme, plugin(true, 1))),
      new Chart(volume, volumeChart(data, theme, plugin(false, 0), textured)),
    ];
    show(shown);
  };
  const show = (providers: ReadonlySet<string>): void => {
    shown = providers;
    const [rate] = drawn;
    if (rate === undefined) return;
    showLines(rate, data, providers);
    rate.update("none");
  };
  for (const change of [contrast, paper, matchMedia("(prefers-color-scheme: dark)")])
    change.addEventListener("change", redraw);
  return { redraw, show };
}
