import type { Throttled } from "./model-spread.ts";
import type { Window } from "./model-units.ts";

/**
 * One sender domain, and what it met at the providers that throttled it most, or another of the listed ones. `sender`: null where
 * it is not known. `share`: of all that was throttled.
 */
export type SenderRow = Throttled & {
  readonly sender: string | null;
  readonly share: number | null;
  readonly providers: readonly (Throttled & { readonly provider: string; readonly name: string })[];
};

/** Which of our senders meets it? Kept by the hour: the window is widened to whole hours. */
export type Senders = {
  readonly window: Window;
  readonly all: Throttled;
  readonly rows: readonly SenderRow[];
  readonly rowsOmitted: number;
};
