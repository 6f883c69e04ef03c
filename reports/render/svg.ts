import { DASHES } from "../charts.ts";
import type { Measure, VerdictState } from "../model.ts";
import { type Html, html, interval } from "./context.ts";

/** Its size and its ground are in figures.css: there are hundreds of bars. */
const BAR = { width: 92 };
const SPARK = { width: 120, height: 28 };

function at(share: number, most: number): string {
  return String(Math.round((Math.min(share, most) / most) * (BAR.width - 2) + 1));
}

/**
 * A rate as a bar with its 95 % interval as whisker. `most` is the right edge, the same for a whole table; a rate beyond
 * it fills the bar and shows no whisker.
 */
export function rateBar(measure: Measure, most: number): Html {
  const { rate } = measure;
  if (rate === null || most === 0) return html``;
  const low = at(rate.low, most);
  const high = at(rate.high, most);
  const whisker =
    rate.share > most ? html`` : html`<path d="M${low} 8H${high}M${low} 5v6M${high} 5v6"/>`;
  return html`<svg class="bar" role="img" aria-label="95 % interval ${interval(measure)}"><path d="M1 4H${at(rate.share, most)}v8H1z"/>${whisker}</svg>`;
}

type Step = { readonly from: number; readonly to: number; readonly y: string };

/** Stretches of known steps, equal neighbours as one: a sparkline breaks where nothing is known. */
function stretchesOf(values: readonly (number | null)[], highest: number): readonly Step[][] {
  const stretches: Step[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      stretches.push([]);
      continue;
    }
    const height = highest === 0 ? 0 : (value / highest) * (SPARK.height - 3);
    const y = (SPARK.height - 1 - height).toFixed(1).replace(".0", "");
    const steps = stretches.at(-1) ?? [];
    const last = steps.at(-1);
    if (last?.y === y) steps.splice(-1, 1, { ...last, to: index + 1 });
    else steps.push({ from: index, to: index + 1, y });
  }
  return stretches.filter((steps) => steps.length > 0);
}

/** Line and area in one: the floor lies below the edge of the drawing, where its line is not seen. */
function stretchPath(steps: readonly Step[]): string {
  const floor = SPARK.height + 4;
  return `M${steps[0]?.from} ${floor}${steps.map(({ y, to }) => `V${y}H${to}`).join("")}V${floor}z`;
}

/** A stepped line of 24 to 48 values: buckets are steps, and smoothing would invent values between them. */
export function sparkline(
  values: readonly (number | null)[],
  label: string,
  kind = "throttled",
): Html {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const stretches = stretchesOf(values, highest);
  const path = stretches.map(stretchPath).join("");
  return html`<svg class="spark spark-${kind}" viewBox="0 0 ${Math.max(1, values.length)} ${SPARK.height}" preserveAspectRatio="none" role="img" aria-label="${label}"><path d="${path}"/></svg>`;
}

/** Counts as bars side by side: the shape of a distribution. */
export function histogram(counts: readonly number[], label: string): Html {
  const highest = Math.max(1, ...counts);
  const step = SPARK.width / Math.max(1, counts.length);
  const bars = counts.map((value, index) => {
    const height = value === 0 ? 0 : Math.max(1, (value / highest) * (SPARK.height - 2));
    return html`<rect x="${(index * step).toFixed(1)}" y="${(SPARK.height - height).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  });
  return html`<svg class="spark spark-bars" viewBox="0 0 ${SPARK.width} ${SPARK.height}" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>`;
}

/** Parts of a whole as one bar: the first part speaks, the second whispers, the rest is ground. */
export function parts(first: number, second: number, whole: number, label: string): Html {
  const width = (part: number) => (whole === 0 ? 0 : (part / whole) * SPARK.width).toFixed(1);
  return html`<svg class="spark spark-parts" viewBox="0 0 ${SPARK.width} ${SPARK.height}" preserveAspectRatio="none" role="img" aria-label="${label}"><rect class="bar-track" y="18" width="${SPARK.width}" height="9"/><rect
    class="bar-second" y="18" width="${width(first + second)}" height="9"/><rect class="bar-fill" y="18" width="${width(first)}" height="9"/></svg>`;
}

/** State by shape before colour: disc, triangle, square, ring. */
export function stateShape(state: VerdictState): Html {
  switch (state) {
    case "ok":
      return html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5"/></svg>`;
    case "watch":
      return html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 .8 11.6 11H.4z"/></svg>`;
    case "critical":
      return html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><rect x="1" y="1" width="10" height="10" rx="1"/></svg>`;
    case "insufficient":
      return html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><circle class="ring" cx="6" cy="6" r="4.2" stroke-dasharray="2.2 2.2"/></svg>`;
  }
}

/** The sample of a line in a legend: colour and dash, as in the picture. */
export function lineSwatch(slot: number, place: number): Html {
  const dash = DASHES[place % DASHES.length]?.join(" ") ?? "";
  return html`<svg class="swatch slot-${slot}" viewBox="0 0 26 10" aria-hidden="true"><path d="M1 5H25" stroke-dasharray="${dash}"/></svg>`;
}
