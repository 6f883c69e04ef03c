import type { Chart, Plugin } from "chart.js";
import type { ChartData } from "../../charts.ts";
import { hatching, type Theme } from "./theme.ts";

/** The bucket under the pointer, shared by the pictures. */
export type Pointer = { index: number | null };

type Frame = { readonly chart: Chart; readonly data: ChartData; readonly theme: Theme };

function pixelOf(chart: Chart, at: number): number {
  return chart.scales["x"]?.getPixelForValue(at) ?? 0;
}

/** Stretches of which nothing is known are hatched: missing is not zero. */
function drawGaps({ chart, data, theme }: Frame): void {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.fillStyle = hatching(null, theme.hatch, 7);
  const { min = data.min, max = data.max } = chart.scales["x"] ?? {};
  for (const [from, until] of data.gaps.filter(([start, end]) => end > min && start < max)) {
    const left = Math.max(chartArea.left, pixelOf(chart, from));
    const right = Math.min(chartArea.right, pixelOf(chart, until));
    ctx.fillRect(left, chartArea.top, Math.max(2, right - left), chartArea.bottom - chartArea.top);
  }
  ctx.restore();
}

/** Numbers closer than this many pixels would be written over each other. */
const NUMBER_ROOM = 16;

/** Rotations and leaps of stamps: a thin line each, with its number in the list below the picture. */
function drawMarks({ chart, data, theme }: Frame): void {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.fillStyle = theme.soft;
  ctx.globalAlpha = 0.7;
  ctx.font = `10px ${theme.font}`;
  ctx.setLineDash([1, 3]);
  let free = chartArea.left;
  for (const [place, at] of data.marks.entries()) {
    const x = Math.round(pixelOf(chart, at)) + 0.5;
    if (x < chartArea.left || x > chartArea.right) continue;
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    if (x < free) continue;
    ctx.fillText(String(place + 1), x + 3, chartArea.top + 9);
    free = x + NUMBER_ROOM;
  }
  ctx.restore();
}

function drawThreshold({ chart, data, theme }: Frame): void {
  const { ctx, chartArea } = chart;
  const y = chart.scales["y"]?.getPixelForValue(data.threshold) ?? 0;
  if (y < chartArea.top || y > chartArea.bottom) return;
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
  ctx.stroke();
  ctx.restore();
}

function drawPointer({ chart, data, theme }: Frame, index: number): void {
  const { ctx, chartArea } = chart;
  const x = Math.round(pixelOf(chart, data.first + (index + 0.5) * data.width)) + 0.5;
  ctx.save();
  ctx.strokeStyle = theme.soft;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}

type Wiring = {
  readonly data: ChartData;
  readonly theme: Theme;
  readonly pointer: Pointer;
  readonly threshold: boolean;
  /** Draws the pictures again, so that their cross-hairs agree. */
  readonly moved: (index: number | null) => void;
};

/** Hatching behind the data, threshold and cross-hair above it. */
export function overlays({ data, theme, pointer, threshold, moved }: Wiring): Plugin {
  return {
    id: "overlays",
    beforeDatasetsDraw(chart) {
      drawGaps({ chart, data, theme });
      drawMarks({ chart, data, theme });
      if (threshold) drawThreshold({ chart, data, theme });
    },
    afterDatasetsDraw(chart) {
      if (pointer.index !== null) drawPointer({ chart, data, theme }, pointer.index);
    },
    afterEvent(chart, { event, inChartArea }) {
      const at = chart.scales["x"]?.getValueForPixel(event.x ?? 0) ?? 0;
      const index = Math.floor((at - data.first) / data.width);
      const isInside = inChartArea && event.type !== "mouseout" && index >= 0 && index < data.count;
      const next = isInside ? index : null;
      if (next !== pointer.index) moved(next);
    },
  };
}
