/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

/** An instant floored to its UTC minute, in epoch seconds: the time key of every count. */
export function minuteOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 60_000) * 60;
}

/** An instant floored to its UTC day, in epoch seconds. */
export function dayOf(at: EpochMs): EpochSeconds {
  return Math.floor(at / 86_400_000) * 86_400;
}
