import { type ChartData, SHARE_STEPS } from "../../charts.ts";
import { count, percent } from "../numbers.ts";
import { labelOf } from "./buckets.ts";

function shareText(steps: number | null | undefined): string {
  return steps === null || steps === undefined ? "no rate" : percent(steps / SHARE_STEPS);
}

/** Everything that both pictures show at one bucket, in words. */
export function readoutOf(data: ChartData, index: number): string {
  const at = labelOf(data, index);
  const middle = data.first + (index + 0.5) * data.width;
  if (data.gaps.some(([from, until]) => from <= middle && middle < until))
    return `${at}: nothing is known.`;
  const layers = data.layers.map(({ label, values }) => `${count(values[index] ?? 0)} ${label}`);
  const tries = data.layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
  const lines = data.rate.lines.map(({ name, values }) => `${name} ${shareText(values[index])}`);
  const all = `all providers ${shareText(data.rate.all[index])}`;
  return `${at}: ${[all, ...lines].join(", ")}. ${count(tries)} attempts: ${layers.join(", ")}.`;
}
