import { type ChartData, ratesOfAll, SHARE_STEPS } from "../../charts.ts";
import { count, percent } from "../numbers.ts";
import { labelOf } from "./buckets.ts";

function shareText(share: number | null): string {
  return share === null ? "no rate" : percent(share);
}

/** Everything that the pictures of rates and of volume show at one bucket, in words. */
export function readoutOf(data: ChartData, index: number): string {
  const at = labelOf(data, index);
  const middle = data.first + (index + 0.5) * data.width;
  if (data.gaps.some(([from, until]) => from <= middle && middle < until))
    return `${at}: nothing is known.`;
  const layers = data.layers.map(({ label, values }) => `${count(values[index] ?? 0)} ${label}`);
  const tries = data.layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
  const lines = data.lines.map(({ name, values }) => {
    const steps = values[index] ?? null;
    return `${name} ${shareText(steps === null ? null : steps / SHARE_STEPS)}`;
  });
  const all = `all providers ${shareText(ratesOfAll(data)[index]?.share ?? null)}`;
  return `${at}: ${[all, ...lines].join(", ")}. ${count(tries)} attempts: ${layers.join(", ")}.`;
}
