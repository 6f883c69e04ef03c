import { type Chart, type Plugin, PointElement } from "chart.js";

const RADIUS = 2.5;

function dot({ ctx }: Chart, x: number, y: number): void {
  ctx.beginPath();
  ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
  ctx.fill();
}

/**
 * A value between two unknown ones has no line to stand on: it gets a dot. They are drawn apart, because a radius that depends on
 * the place would have every point of every line asked for all its options.
 */
export const DOTS: Plugin = {
  id: "dots",
  afterDatasetDraw(chart, { meta, index }) {
    const { label, borderColor } = chart.data.datasets[index] ?? {};
    if (label === "" || typeof borderColor !== "string") return;
    const { left, right } = chart.chartArea;
    const isKnown = (place: number): boolean => {
      const point = meta.data[place];
      return point instanceof PointElement && !point.skip;
    };
    chart.ctx.fillStyle = borderColor;
    for (const [place, { x, y }] of meta.data.entries()) {
      const isAlone = isKnown(place) && !isKnown(place - 1) && !isKnown(place + 1);
      if (isAlone && x >= left && x <= right) dot(chart, x, y);
    }
  },
};
