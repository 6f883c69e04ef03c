import {
  BarController,
  BarElement,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartData } from "../../charts.ts";
import { brushOn } from "./brush.ts";
import type { Setting } from "./chart-options.ts";
import { causeChart, rateChart, volumeChart } from "./configurations.ts";
import { overlays, type Pointer } from "./overlays.ts";
import { readTheme } from "./theme.ts";
import type { View } from "./view.ts";

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

export type Pictures = {
  /** Anew, as the style sheet now has its colours. */
  readonly redraw: () => void;
  /** Only the lines of these providers, beside the line of all; an empty set means every line. */
  readonly show: (providers: ReadonlySet<string>) => void;
  /** Only this part of the time axis. */
  readonly look: (view: View) => void;
  /** The cross-hair of all in this bucket. */
  readonly point: (index: number | null) => void;
};

type Reader = {
  /** The cross-hair went to another bucket. */
  readonly pointed: (index: number | null) => void;
  /** A stretch of time was marked, in epoch seconds. */
  readonly marked: (from: number, until: number) => void;
};

function canvasOf(id: string): HTMLCanvasElement | null {
  const element = document.getElementById(id);
  return element instanceof HTMLCanvasElement ? element : null;
}

/** Lines follow the line of all in their order; the band behind them stays. */
function showLines(chart: Chart, data: ChartData, providers: ReadonlySet<string>): void {
  for (const [place, line] of data.lines.entries())
    chart.setDatasetVisibility(place + 1, providers.size === 0 || providers.has(line.provider));
}

/** Bars of episodes stand below the picture in a drawing of their own, as wide as the whole time axis. */
function showLanes({ min, max }: ChartData, view: View): void {
  for (const lane of document.querySelectorAll<SVGSVGElement>("svg.lane")) {
    const { height } = lane.viewBox.baseVal;
    const unit = 1000 / (max - min);
    const place = [(view.min - min) * unit, 0, (view.max - view.min) * unit, height];
    lane.setAttribute("viewBox", place.join(" "));
  }
}

function lookAt(chart: Chart, { min, max }: View): void {
  Object.assign(chart.options.scales?.["x"] ?? {}, { min, max });
  chart.update("none");
}

const NOTHING: Pictures = { redraw: () => {}, show: () => {}, look: () => {}, point: () => {} };

/** The picture of causes stands below the others: it is drawn when a reader comes near it, or for paper. */
function whenNear(
  canvas: HTMLCanvasElement | null,
  draw: () => void,
): { readonly isReached: boolean } {
  const state = { isReached: false };
  if (canvas === null) return state;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      state.isReached = true;
      draw();
    },
    { rootMargin: "25%" },
  );
  observer.observe(canvas);
  return state;
}

function brushAll(
  canvases: readonly (HTMLCanvasElement | null)[],
  timeAt: (x: number) => number | undefined,
  marked: Reader["marked"],
): void {
  for (const canvas of canvases)
    if (canvas !== null) brushOn(canvas, (x) => timeAt(x) ?? 0, marked);
}

type Canvases = {
  readonly rate: HTMLCanvasElement;
  readonly volume: HTMLCanvasElement;
  readonly causes: HTMLCanvasElement | null;
};

function drawnOn(
  { rate, volume, causes }: Canvases,
  setting: Setting,
  plugin: (threshold: boolean) => Plugin,
  textured: boolean,
): Chart[] {
  const stacks = [new Chart(volume, volumeChart(setting, plugin(false), textured))];
  if (causes !== null) stacks.push(new Chart(causes, causeChart(setting, plugin(false), textured)));
  return [new Chart(rate, rateChart(setting, plugin(true))), ...stacks];
}

/** The pictures, drawn anew whenever light, dark or paper change; colours are read from the style sheet. */
export function pictures(data: ChartData, whole: View, { pointed, marked }: Reader): Pictures {
  const rate = canvasOf("rate");
  const volume = canvasOf("volume");
  const causes = canvasOf("causes");
  if (data.count === 0 || rate === null || volume === null) return NOTHING;
  const contrast = matchMedia("(forced-colors: active)");
  const paper = matchMedia("print");
  const pointer: Pointer = { index: null };
  const view: View = { ...whole };
  let drawn: Chart[] = [];
  let shown: ReadonlySet<string> = new Set();
  const point = (index: number | null): void => {
    pointer.index = index;
    for (const chart of drawn) chart.draw();
    pointed(index);
  };
  const redraw = (): void => {
    for (const chart of drawn) chart.destroy();
    const theme = readTheme();
    const setting = { data, view, theme };
    const plugin = (threshold: boolean) =>
      overlays({ data, theme, pointer, threshold, moved: point });
    const textured = paper.matches || contrast.matches;
    const canvases = { rate, volume, causes: near.isReached || paper.matches ? causes : null };
    drawn = drawnOn(canvases, setting, plugin, textured);
    if (shown.size > 0) show(shown);
  };
  const show = (providers: ReadonlySet<string>): void => {
    shown = providers;
    const [first] = drawn;
    if (first === undefined) return;
    showLines(first, data, providers);
    first.update("none");
  };
  const look = (next: View): void => {
    Object.assign(view, next);
    for (const chart of drawn) lookAt(chart, view);
    showLanes(data, view);
  };
  const near = whenNear(causes, redraw);
  brushAll([rate, volume, causes], (x) => drawn[0]?.scales["x"]?.getValueForPixel(x), marked);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  for (const change of [contrast, paper, dark]) change.addEventListener("change", redraw);
  return { redraw, show, look, point };
}
