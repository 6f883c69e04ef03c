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

const data = chartData();
let drawn: Chart[] = [];

/** Draws both pictures anew: colours are read from the style sheet, which knows light, dark and paper. */
function draw(textured: boolean): void {
  for (const chart of drawn) chart.destroy();
  drawn = [];
  const theme = readTheme();
  const pointer: Pointer = { index: null };
  const plugin = (threshold: boolean, other: number) =>
    overlays({ data, theme, pointer, threshold, redrawOther: () => drawn[other]?.draw() });
  const rate = canvasOf("rate");
  const volume = canvasOf("volume");
  if (rate !== null) drawn.push(new Chart(rate, rateChart(data, theme, plugin(true, 1))));
  if (volume !== null)
    drawn.push(new Chart(volume, volumeChart(data, theme, plugin(false, 0), textured)));
}

let opened: HTMLDetailsElement[] = [];

/** Paper cannot be clicked: hosts, texts and advice are opened; long number tables stay closed. */
function openForPrint(): void {
  opened = [
    ...document.querySelectorAll<HTMLDetailsElement>("details:not([open]):not(.data):not(.sql)"),
  ];
  for (const details of opened) details.open = true;
}

if (data.labels.length > 0) {
  const contrast = matchMedia("(forced-colors: active)");
  draw(contrast.matches);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    draw(contrast.matches),
  );
  matchMedia("print").addEventListener("change", (event) =>
    draw(event.matches || contrast.matches),
  );
}
addEventListener("beforeprint", openForPrint);
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
