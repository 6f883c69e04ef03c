import type { EpochSeconds } from "./time.ts";

/** Rates are looked at by the quarter of an hour: long enough for a small site to have a rate, short enough to say since when. */
export const PULSE_SECONDS = 900;

/**
 * When an episode opens and closes. Two thresholds and a quiet hold keep a rate that hovers at the limit from being a
 * hundred incidents.
 */
export const EPISODE: {
  readonly openRate: number;
  readonly openRecipients: number;
  readonly closeRate: number;
  readonly quietSeconds: number;
} = { openRate: 0.01, openRecipients: 5, closeRate: 0.005, quietSeconds: 3600 };

/** What one provider refused for one cause in one quarter of an hour. `firstAt` and `lastAt` are the minutes it was seen in. */
export type Throttled = {
  readonly cause: string;
  readonly recipients: number;
  readonly replies: number;
  readonly firstAt: EpochSeconds;
  readonly lastAt: EpochSeconds;
};

/** One quarter of an hour of one provider in which it throttled. */
export type Pulse = {
  readonly start: EpochSeconds;
  readonly attempts: number;
  readonly throttled: readonly Throttled[];
};

/**
 * One incident: a provider throttled us from `startedAt` until `lastAt`. `cause` is the one that most recipients were
 * deferred for; `peakRate` that of the worst quarter of an hour, which began at `peakAt`.
 */
export type Episode = {
  readonly cause: string;
  readonly startedAt: EpochSeconds;
  readonly lastAt: EpochSeconds;
  readonly peakAt: EpochSeconds;
  readonly peakRate: number;
  readonly attempts: number;
  readonly recipients: number;
  readonly replies: number;
};

/**
 * The incidents of one provider, from its throttling quarters in order of time. One opens with two neighbouring quarters
 * that each have 1 % and 5 recipients, and ends with the last quarter of 0.5 % that no other follows for an hour.
 */
export function episodesOf(pulses: readonly Pulse[]): readonly Episode[] {
  const episodes: Episode[] = [];
  let first = 0;
  let last = -1;
  const close = (): void => {
    const run = pulses.slice(first, last + 1);
    const opening = run.findIndex((pulse, place) => opensAt(pulse, run[place + 1]));
    if (opening >= 0) episodes.push(episodeOf(run.slice(opening)));
  };
  for (const [place, pulse] of pulses.entries()) {
    if (rateOf(pulse) < EPISODE.closeRate) continue;
    if (quietBetween(pulses[last], pulse) >= EPISODE.quietSeconds) {
      close();
      first = place;
    }
    last = place;
  }
  close();
  return episodes;
}

function opensAt(pulse: Pulse, next: Pulse | undefined): boolean {
  return next?.start === pulse.start + PULSE_SECONDS && isHot(pulse) && isHot(next);
}

function isHot(pulse: Pulse): boolean {
  return rateOf(pulse) >= EPISODE.openRate && recipientsOf(pulse) >= EPISODE.openRecipients;
}

function quietBetween(before: Pulse | undefined, after: Pulse): number {
  return before === undefined ? 0 : after.start - before.start - PULSE_SECONDS;
}

function recipientsOf({ throttled }: Pulse): number {
  return throttled.reduce((sum, { recipients }) => sum + recipients, 0);
}

/** Throttled recipients that no attempt stands for (the attempt was logged in the quarter before) count as all of them. */
function rateOf(pulse: Pulse): number {
  const recipients = recipientsOf(pulse);
  return recipients === 0 ? 0 : Math.min(1, recipients / Math.max(1, pulse.attempts));
}

function episodeOf(pulses: readonly Pulse[]): Episode {
  const throttled = pulses.flatMap((pulse) => pulse.throttled);
  const peak = pulses.reduce((worst, pulse) => (rateOf(pulse) > rateOf(worst) ? pulse : worst));
  return {
    cause: mainCauseOf(throttled),
    startedAt: Math.min(...(pulses[0]?.throttled ?? []).map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...(pulses[pulses.length - 1]?.throttled ?? []).map(({ lastAt }) => lastAt)),
    peakAt: peak.start,
    peakRate: rateOf(peak),
    attempts: pulses.reduce((sum, { attempts }) => sum + attempts, 0),
    recipients: throttled.reduce((sum, { recipients }) => sum + recipients, 0),
    replies: throttled.reduce((sum, { replies }) => sum + replies, 0),
  };
}

function mainCauseOf(throttled: readonly Throttled[]): string {
  const sums = new Map<string, number>();
  for (const { cause, recipients } of throttled) {
    sums.set(cause, (sums.get(cause) ?? 0) + recipients);
  }
  const [main] = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return main?.[0] ?? "unknown";
}
