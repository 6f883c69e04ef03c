import { type ChartData, stampOf } from "../../charts.ts";
import { type LocalTime, localTime } from "../local-time.ts";

const times = new Map<string, LocalTime>();

/** One formatter per zone: it is costly to build. */
export function timeIn(zone: string): LocalTime {
  const time = times.get(zone) ?? localTime(zone);
  times.set(zone, time);
  return time;
}

/** When a bucket begins, in the words of the table. */
export function labelOf({ first, width, zone }: ChartData, index: number): string {
  return stampOf(first + index * width, width, timeIn(zone));
}
