/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** An instant floored to its second. */
export function secondOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 1000);
}

/** An instant floored to its UTC minute, in epoch seconds: the time key of every count. */
export function minuteOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 60_000) * MINUTE;
}

/** An instant floored to its UTC hour, in epoch seconds. */
export function hourOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 3_600_000) * HOUR;
}

/** An instant floored to its UTC day, in epoch seconds. */
export function dayOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 86_400_000) * DAY;
}
