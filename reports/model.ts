import type { DeliveryAnswer } from "./model-delivery.ts";
import type { EpisodeRow } from "./model-episode.ts";
import type { LimitsAnswer } from "./model-limits.ts";
import type { Previous } from "./model-previous.ts";
import type { Jump, Problem, Rotation } from "./model-quality.ts";
import type { Senders } from "./model-senders.ts";
import type { Spread } from "./model-spread.ts";
import type { Through } from "./model-through.ts";
import type { Timeline } from "./model-timeline.ts";
import type { Instant, Lens, Rate } from "./model-units.ts";
import type { WeekPattern } from "./model-week.ts";

export type { BucketState, CauseLine, Gap, ProviderLine, Timeline } from "./model-timeline.ts";
export type { Instant, Lens, Rate };

/** What was counted. `attempts` is the denominator of `rate`, which is null below the minimum volume. */
export type Measure = {
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly attempts: number;
  readonly rate: Rate | null;
};

export type VerdictState = "ok" | "watch" | "critical" | "insufficient";

/** One provider above a threshold. `ongoing`: throttled up to the end of what was read. */
export type Finding = {
  readonly state: "watch" | "critical";
  readonly provider: string;
  readonly name: string;
  readonly text: string;
  readonly ongoing: boolean;
};

/** The answer in one sentence, at most three findings, and how many more are below. */
export type Verdict = {
  readonly state: VerdictState;
  readonly sentence: string;
  readonly findings: readonly Finding[];
  readonly more: number;
};

/** The half-open window of the report, and what the logs cover of it. */
export type Span = {
  readonly from: Instant;
  readonly until: Instant;
  readonly readFrom: Instant | null;
  readonly readUntil: Instant | null;
  readonly zone: string;
  readonly bucketSeconds: number;
};

export type Thresholds = {
  readonly minimumAttempts: number;
  readonly rankedAttempts: number;
  readonly watchRate: number;
  readonly criticalRate: number;
  readonly notUnderstoodShare: number;
};

/** How long delivered recipients took: upper bounds in seconds of the delay bands that hold the quantile; null is "longer". */
export type Delays = {
  readonly delivered: number;
  /** Delivered recipients per delay band, shortest first. */
  readonly bands: readonly number[];
  readonly median: number | null;
  readonly p95: number | null;
};

/** The key figures. Every number stands for the whole window and for remote hosts only. */
export type Figures = {
  readonly throttled: Measure;
  readonly throttlingCauses: Measure;
  readonly temporary: Measure;
  readonly delivered: number;
  readonly bounced: number;
  readonly lost: number;
  readonly unreachable: number;
  readonly withheldInAll: number;
  readonly providers: number;
  readonly providersRanked: number;
  readonly providersThrottling: number;
  readonly providersAboveWatch: number;
  readonly hostsThrottling: number;
  readonly delays: Delays;
};

export type AddressRow = Measure & { readonly ip: string | null };

export type HostRow = Measure & {
  readonly host: string | null;
  readonly addresses: readonly AddressRow[];
  /** Of those that refused. */
  readonly addressesOmitted: Measure & { readonly addresses: number };
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
};

/** A provider in the last tenth of what was read: is it still going on, better or worse than the whole window? */
export type Lately = {
  readonly from: Instant;
  readonly recipients: number;
  readonly attempts: number;
  readonly rate: Rate | null;
};

/** `ranked`: enough attempts to be compared with others. `history` is throttled recipients per sparkline step; null is unknown. */
export type ProviderRow = Measure & {
  readonly provider: string;
  readonly name: string;
  readonly ranked: boolean;
  readonly topCause: string | null;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly history: readonly (number | null)[];
  readonly lately: Lately | null;
  readonly hosts: readonly HostRow[];
  readonly hostsOmitted: Measure & { readonly hosts: number };
};

/** `quiet` holds the providers that were tried and did not throttle. */
export type Who = {
  readonly rows: readonly ProviderRow[];
  readonly rowsOmitted: Measure & { readonly providers: number };
  readonly quiet: readonly {
    readonly provider: string;
    readonly name: string;
    readonly attempts: number;
  }[];
};

/** One thing a provider says: code, enhanced code and fingerprint, with a verbatim sample. */
export type Reason = Measure & {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly provider: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly sample: string;
  readonly stages: readonly string[];
  readonly rule: string | null;
  /** When this provider said it first, however long ago; `isNew`: inside this window, of a database older than a week. */
  readonly firstSeenAt: Instant | null;
  readonly isNew: boolean;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
};

export type Advice = {
  readonly question: string;
  readonly who: string;
  readonly steps: readonly string[];
};

export type CauseRow = Measure & {
  readonly cause: string;
  readonly label: string;
  readonly throttling: boolean;
  readonly share: number | null;
  readonly advice: Advice | null;
  readonly reasons: readonly Reason[];
  readonly reasonsOmitted: Measure & { readonly reasons: number };
};

export type SourceRow = {
  readonly source: string;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly bytes: number;
  readonly lines: number;
  readonly understood: number;
  readonly irrelevant: number;
  readonly notUnderstood: number;
};

/** What was read, and how far it can be trusted. `state` is `watch` when a reader should look. */
export type Quality = {
  readonly state: "ok" | "watch" | "insufficient";
  readonly sentence: string;
  readonly total: Omit<SourceRow, "source">;
  readonly sources: readonly SourceRow[];
  readonly sourcesOmitted: number;
  /** Where one file of a log ended and the next began, oldest first. */
  readonly rotations: readonly Rotation[];
  /** Where the stamps of one file leap by more than a week, oldest first. */
  readonly jumps: readonly Jump[];
  readonly issues: readonly Problem[];
  readonly samples: readonly {
    readonly source: string;
    readonly reason: string;
    readonly sample: string;
  }[];
};

/**
 * What our own servers refused to their clients for now: the other direction. `code` is null where the MTA logs none; `sentence`
 * is empty when nothing was refused.
 */
export type Inbound = {
  readonly refusals: number;
  readonly sentence: string;
  readonly reasons: readonly {
    readonly reason: string;
    readonly code: number | null;
    readonly refusals: number;
  }[];
};

/** The statement behind a section, ready to paste into `sqlite3`. */
export type Statement = { readonly section: string; readonly sql: string };

/** Everything that a report says, as plain JSON: fields are only ever added under one `schema`. */
export type ReportModel = {
  readonly schema: "smtp-analyze/report/1";
  readonly title: string;
  readonly version: string;
  readonly command: string;
  readonly generatedAt: Instant;
  readonly span: Span;
  readonly lens: Lens;
  readonly thresholds: Thresholds;
  readonly verdict: Verdict;
  readonly figures: Figures;
  /** The window of equal length before this one. As the next, null where nobody asked for it. */
  readonly previous: Previous | null;
  /** The same window a week earlier, by the clock on the wall. */
  readonly lastWeek: Previous | null;
  readonly timeline: Timeline;
  /** Null where less than two weeks were read, or are known by the hour. */
  readonly week: WeekPattern | null;
  readonly who: Who;
  readonly why: readonly CauseRow[];
  /** Incidents that lie in the window at least in part, newest first; of every throttling cause, whatever the lens. */
  readonly episodes: readonly EpisodeRow[];
  /** Them or us? As the three below, null where nobody asked for the sections that are questions of their own. */
  readonly spread: Spread | null;
  /** The same of every provider and text that is listed; null also where all mail leaves through one service. */
  readonly through: Through | null;
  /** What the command `delivery` says of the UTC days that the window touches. */
  readonly delivery: DeliveryAnswer | null;
  /** What the command `limits` says, of the providers that had an episode. */
  readonly limits: LimitsAnswer | null;
  /** Null also where senders were not counted, or not for these codes. */
  readonly senders: Senders | null;
  readonly quality: Quality;
  readonly inbound: Inbound;
  readonly statements: readonly Statement[];
};
