import { stampOf } from "./course.ts";
import type { Timeline } from "./model.ts";
import type { LocalTime } from "./render/local-time.ts";
import { count, percent, plural } from "./render/numbers.ts";
import { rateOf, THRESHOLDS } from "./statistics.ts";

/** `3600` → `hour`. */
export function bucketName(seconds: number): string {
  if (seconds === 60) return "minute";
  if (seconds === 3600) return "hour";
  if (seconds === 86_400) return "day";
  if (seconds < 3600) return `${seconds / 60} minutes`;
  return seconds < 86_400 ? `${seconds / 3600} hours` : `${seconds / 86_400} days`;
}

type Columns = { readonly attempts: readonly number[]; readonly throttled: readonly number[] };

/** The highest rate of a line: where it stands, and what it is made of. */
type Peak = {
  readonly index: number;
  readonly share: number;
  readonly hits: number;
  readonly tries: number;
};

/** Null where no bucket has enough attempts for a rate; the share is 0 where none was throttled. */
function peakIn({ attempts, throttled }: Columns, wanted: readonly boolean[]): Peak | null {
  let best: Peak | null = null;
  for (const [index, tries] of attempts.entries()) {
    const hits = throttled[index] ?? 0;
    const share = wanted[index] === true ? (rateOf(hits, tries)?.share ?? null) : null;
    if (share !== null && share > (best?.share ?? -1)) best = { index, share, hits, tries };
  }
  return best;
}

/** Partial buckets are no peaks, as long as there is any other with a rate above zero. */
function peakOf(columns: Columns, partial: readonly boolean[]): Peak | null {
  const whole = peakIn(
    columns,
    partial.map((cut) => !cut),
  );
  return whole !== null && whole.share > 0
    ? whole
    : peakIn(
        columns,
        partial.map(() => true),
      );
}

/** What stands beside a line in the legend: `peak 61 %, 18 Nov 02:00`. */
export function peakText(columns: Columns, timeline: Timeline, time: LocalTime): string {
  const { bucketSeconds, partial, starts } = timeline;
  const peak = peakOf(columns, partial);
  if (peak === null)
    return `never ${THRESHOLDS.minimumAttempts} attempts per ${bucketName(bucketSeconds)}`;
  if (peak.share === 0) return "0 % throughout";
  return `peak ${percent(peak.share)}, ${stampOf(starts[peak.index] ?? 0, bucketSeconds, time)}`;
}

function calmTitle(timeline: Timeline): string {
  const unit = bucketName(timeline.bucketSeconds);
  const throttled = timeline.throttled.reduce((sum, value) => sum + value, 0);
  if (throttled === 0) return "0 % throughout: nobody throttled in this window";
  const hits = plural(throttled, "throttled recipient", "throttled recipients");
  return `0 % wherever there is a rate; ${hits} fell where there is none (under ${THRESHOLDS.minimumAttempts} attempts per ${unit})`;
}

/** The finding of the rate picture: its highest point, or why it has none. A provider goes before the sum of all. */
export function rateTitle(timeline: Timeline, time: LocalTime): string {
  const { attempts, bucketSeconds, lines, partial, starts } = timeline;
  if (!attempts.some((tries) => tries > 0)) return "No attempt in this window, so no rate";
  if (attempts.every((tries) => tries < THRESHOLDS.minimumAttempts)) {
    return `No rate can be drawn: never ${THRESHOLDS.minimumAttempts} attempts per ${bucketName(bucketSeconds)}`;
  }
  const named = [...lines, { name: "all providers together", ...timeline }];
  const [top] = named
    .flatMap((line) => {
      const peak = peakOf(line, partial);
      return peak === null || peak.share === 0 ? [] : [{ name: line.name, peak }];
    })
    .sort(
      (a, b) =>
        Number(partial[a.peak.index]) - Number(partial[b.peak.index]) ||
        b.peak.share - a.peak.share,
    );
  if (top === undefined) return calmTitle(timeline);
  const { index, share, hits, tries } = top.peak;
  const when = stampOf(starts[index] ?? 0, bucketSeconds, time);
  const claim =
    partial.includes(true) && !partial[index]
      ? "Highest rate of a whole bucket"
      : "Highest rate drawn";
  return `${claim}: ${top.name}, ${percent(share)} (${count(hits)} of ${plural(tries, "attempt", "attempts")}), ${when}`;
}

/** The finding of the causes: which one is most of it. */
export function causeTitle({ causes, throttled }: Timeline): string {
  const sum = (column: readonly number[]) => column.reduce((all, value) => all + value, 0);
  const total = sum(throttled);
  const [top] = causes;
  if (top === undefined || total === 0) return "No recipient throttled in this window";
  const hits = sum(top.throttled);
  return `${top.label}: ${percent(hits / total)} (${count(hits)} of ${plural(total, "throttled recipient", "throttled recipients")})`;
}

/** The finding of the volume picture: how much, and when most. */
export function volumeTitle(
  { attempts, bucketSeconds, starts }: Timeline,
  time: LocalTime,
): string {
  const busiest = Math.max(0, ...attempts);
  const sum = attempts.reduce((all, tries) => all + tries, 0);
  if (busiest === 0) return "No attempt in this window";
  const total = plural(sum, "attempt", "attempts");
  const when = stampOf(starts[attempts.indexOf(busiest)] ?? 0, bucketSeconds, time);
  return `${total}; busiest ${bucketName(bucketSeconds)} ${when} with ${count(busiest)}`;
}
