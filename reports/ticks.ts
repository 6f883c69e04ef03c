import { DAY } from "../src/domain/time.ts";
import type { LocalTime } from "./render/local-time.ts";

/** A place on the time axis, in epoch seconds. `major`: a local midnight. */
export type Tick = { readonly at: number; readonly label: string; readonly major: boolean };

/** More labels than this touch each other on a laptop. */
const MOST_TICKS = 9;

const STEPS: readonly number[] = [300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200];

function hourTicks(from: number, until: number, step: number, time: LocalTime): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / 300) * 300; at <= until; at += 300) {
    const second = time.secondOfDay(at);
    if (second % step !== 0) continue;
    ticks.push({ at, label: second === 0 ? time.day(at) : time.clock(at), major: second === 0 });
  }
  return ticks;
}

/** Local midnights. A zone may be off by quarter hours, and a day may have 23 or 25 hours, so they are looked for. */
function midnights(from: number, until: number, time: LocalTime): readonly number[] {
  const found: number[] = [];
  const grid = time.zone === "UTC" ? DAY : 900;
  for (let at = Math.ceil(from / grid) * grid; at <= until; at += grid) {
    if (time.secondOfDay(at) !== 0) continue;
    found.push(at);
    at += grid === DAY ? 0 : 22 * 3600 - grid;
  }
  return found;
}

/** Round local times, at most nine. */
export function ticksOf(from: number, until: number, time: LocalTime): readonly Tick[] {
  const span = until - from;
  const step = STEPS.find((seconds) => span / seconds <= MOST_TICKS);
  if (step !== undefined) return hourTicks(from, until, step, time);
  const days = midnights(from, until, time);
  const every = Math.max(1, Math.ceil(days.length / MOST_TICKS));
  return days
    .filter((_, index) => index % every === 0)
    .map((at) => ({ at, label: time.day(at), major: true }));
}
