/** An instant as RFC 3339 text in UTC: `2026-11-20T10:15:00Z`. */
export type Instant = string;

/** A proportion with its Wilson 95 % interval (all three between 0 and 1). */
export type Rate = { readonly share: number; readonly low: number; readonly high: number };
