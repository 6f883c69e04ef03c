/** An instant as RFC 3339 text in UTC: `2026-11-20T10:15:00Z`. */
export type Instant = string;

/** A proportion with its Wilson 95 % interval (all three between 0 and 1). */
export type Rate = { readonly share: number; readonly low: number; readonly high: number };

/** Which replies count. `codes` are inclusive ranges; null means that the cause decides. */
export type Lens = {
  readonly label: string;
  readonly codes: readonly (readonly [number, number])[] | null;
  readonly causes: readonly string[];
};

/** The half-open window that an answer is about, the zone it is written in, and how far the logs reach into it. */
export type Window = {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly readUntil: Instant | null;
};
