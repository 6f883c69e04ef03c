import type { Finding, Instant, Lens, Measure, Rate, Reason, VerdictState } from "../model.ts";
import type { EpisodeRow } from "../model-episode.ts";
import type { Window } from "../model-units.ts";

export type { Window };

export type EpisodesAnswer = {
  readonly schema: "smtp-analyze/episodes/1";
  readonly window: Window;
  readonly episodes: readonly EpisodeRow[];
};

/** Are we being throttled now? `before` is the window of the same length before; `stale` tells how old the newest line is, in seconds. */
export type StatusAnswer = {
  readonly schema: "smtp-analyze/status/1";
  readonly state: VerdictState;
  readonly sentence: string;
  readonly window: Window;
  readonly lens: Lens;
  readonly throttled: Measure;
  readonly before: Measure;
  readonly findings: readonly Finding[];
  readonly more: number;
  readonly episodes: readonly EpisodeRow[];
  readonly stale: number | null;
};

export type CauseLine = Reason & { readonly cause: string; readonly label: string };

/** What exactly do they say? One line per text of a provider, most recipients first. */
export type CausesAnswer = {
  readonly schema: "smtp-analyze/causes/1";
  readonly window: Window;
  readonly lens: Lens;
  readonly throttled: Measure;
  readonly causes: readonly CauseLine[];
  readonly omitted: number;
};

/** `better` and `worse` only where the 95 % interval of the difference leaves zero out. */
export type Direction = "better" | "worse" | "no clear change" | "not enough data";

/** Two rates and their difference in percentage points ÷ 100, with its 95 % interval; null below the minimum volume. */
export type Change = {
  readonly before: Measure;
  readonly after: Measure;
  readonly difference: {
    readonly points: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly direction: Direction;
};

export type TrendStep = {
  readonly at: Instant;
  readonly known: boolean;
  readonly attempts: number;
  readonly recipients: number;
  readonly rate: Rate | null;
};

/** Better or worse than before? Steps of the window, and its last step against others. */
export type TrendAnswer = {
  readonly schema: "smtp-analyze/trend/1";
  readonly window: Window;
  readonly lens: Lens;
  readonly provider: string | null;
  readonly stepSeconds: number;
  readonly steps: readonly TrendStep[];
  readonly changes: readonly (Change & { readonly against: string })[];
};

/** Did it help? `provider` is null for all together. */
export type CompareAnswer = {
  readonly schema: "smtp-analyze/compare/1";
  readonly before: Window;
  readonly after: Window;
  readonly lens: Lens;
  readonly notes: readonly string[];
  readonly all: Change;
  readonly providers: readonly (Change & {
    readonly provider: string;
    readonly name: string;
  })[];
};

/** One alert that is not over. Times are epoch seconds: since when, when its cause was seen last, when it was told of last. */
export type OpenAlert = {
  readonly provider: string;
  readonly name: string;
  readonly state: "watch" | "critical";
  readonly since: number;
  readonly seenAt: number;
  readonly toldAt: number;
};

/** What `status --alert-state` remembers from one run to the next. */
export type AlertMemory = {
  readonly schema: "smtp-analyze/alert-state/1";
  readonly open: readonly OpenAlert[];
};

/** `since` is in epoch seconds. `provider` is empty where the log itself is the trouble. */
export type AlertChange = {
  readonly kind: "opened" | "worse" | "recovered" | "reminder";
  readonly provider: string;
  readonly name: string;
  readonly state: "ok" | "watch" | "critical";
  readonly since: number;
  readonly text: string;
};

export type AlertsAnswer = {
  readonly schema: "smtp-analyze/alerts/1";
  readonly changes: readonly AlertChange[];
  readonly memory: AlertMemory;
};
