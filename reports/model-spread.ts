import type { Rate, Window } from "./model-units.ts";

/** Recipients throttled of so many attempts; no rate below the minimum volume. */
export type Throttled = {
  readonly recipients: number;
  readonly attempts: number;
  readonly rate: Rate | null;
};

/** What delivers our mail: the program that a syslog tag names on one log host. */
export type Service = { readonly logHost: string; readonly service: string };

/** A provider that throttled, and what of it met which of our services. */
export type SpreadRow = Throttled & {
  readonly provider: string;
  readonly name: string;
  readonly services: readonly (Throttled & Service)[];
};

/**
 * Is it one provider or all, one of our services or all? `providers` and `services` count those with enough attempts for a rate,
 * `throttling` those of them above the threshold. The window is the newest part of a long one.
 */
export type Spread = {
  readonly window: Window;
  readonly sentence: string;
  readonly providers: number;
  readonly providersThrottling: number;
  readonly services: readonly (Throttled & Service)[];
  readonly servicesThrottling: number;
  readonly rows: readonly SpreadRow[];
  readonly rowsOmitted: number;
};
