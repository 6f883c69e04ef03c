import type { Service } from "./model-spread.ts";
import type { Window } from "./model-units.ts";

/** What one provider did to each of the services, in their order. */
export type ThroughProvider = {
  readonly provider: string;
  readonly recipients: readonly number[];
  readonly attempts: readonly number[];
};

/** Of each text of a cause, in their order, the recipients it deferred of each service; null where it was never said to that one. */
export type ThroughCause = {
  readonly cause: string;
  readonly texts: readonly (readonly (number | null)[])[];
};

/** Through which of our services did it leave? A row for each of `who.rows` and of `why`. The window is that of `spread`. */
export type Through = {
  readonly window: Window;
  /** Those with most attempts. */
  readonly services: readonly Service[];
  readonly servicesOmitted: number;
  readonly providers: readonly ThroughProvider[];
  readonly causes: readonly ThroughCause[];
};
