import { type ChartData, type Tick, ticksOf } from "../../charts.ts";
import { timeIn } from "./buckets.ts";

/** The part of the time axis that the pictures show, in epoch seconds. They share one, so that they stay in line. */
export type View = { min: number; max: number; ticks: readonly Tick[] };

/** Fewer buckets than this show no course. */
const FEWEST = 6;

export function wholeView({ min, max, ticks }: ChartData): View {
  return { min, max, ticks };
}

export function isWhole(view: View, { min, max }: ChartData): boolean {
  return view.min === min && view.max === max;
}

/** A part of the axis, on the edges of buckets, not too short, and inside what there is. */
export function viewOf(data: ChartData, from: number, until: number): View {
  const { first, width, min, max, zone } = data;
  const least = Math.min(FEWEST * width, max - min);
  const edge = (at: number, round: (value: number) => number) =>
    first + round((at - first) / width) * width;
  const wanted = Math.max(least, edge(until, Math.ceil) - edge(from, Math.floor));
  const start = Math.max(min, Math.min(edge(from, Math.floor), max - wanted));
  const end = Math.min(max, start + wanted);
  if (start === min && end === max) return wholeView(data);
  return { min: start, max: end, ticks: ticksOf(start, end, timeIn(zone)) };
}
