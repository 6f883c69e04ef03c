import type { Lens, Rate, Window } from "./model-units.ts";

/** So many recipients (or tries) of so many; no rate below the minimum volume. */
export type Share = {
  readonly count: number;
  readonly of: number;
  readonly rate: Rate | null;
};

/** What became of throttled recipients: shares of all whose journey began in the window. */
export type Outcomes = {
  readonly delivered: Share;
  readonly bounced: Share;
  readonly expired: Share;
  readonly pending: Share;
  readonly lostTrack: Share;
};

/** Recipients delivered at this try, and up to it. */
export type CurveStep = {
  readonly try: number;
  readonly delivered: number;
  readonly soFar: Share;
};

/** Recipients of one provider delivered up to each try. */
export type ProviderCurve = {
  readonly provider: string;
  readonly name: string;
  readonly curve: readonly CurveStep[];
};

/**
 * Recipients delivered per delay band, shortest first, and upper bounds in seconds of the bands that hold half, and 95 %, of
 * them; null below the minimum volume or beyond five days.
 */
export type TimeToDeliver = {
  readonly delivered: number;
  readonly bands: readonly number[];
  readonly p50: number | null;
  readonly p95: number | null;
};

/**
 * Recipients that wait, by the time since their first refusal: more than `from` seconds, at most `upTo` (null: no bound).
 * `history` are those of earlier journeys that got as old and expired. `expected` is null where history is too short.
 */
export type PendingAge = {
  readonly from: number;
  readonly upTo: number | null;
  readonly recipients: number;
  readonly hoursLeft: { readonly least: number; readonly most: number };
  readonly history: Share;
  readonly expected: { readonly count: number; readonly low: number; readonly high: number } | null;
};

/** `patient`: half an hour or more as a rule. `backs off`: sooner, but later from try to try. `hammers`: within five minutes. */
export type RetryState = "patient" | "backs off" | "soon" | "hammers" | "not enough data";

export type RetryStep = {
  readonly try: number;
  readonly tries: number;
  /** Upper bound of the band of the median interval, in seconds. */
  readonly p50: number | null;
  /** Tries at most 30 minutes after the one before. */
  readonly quick: Share;
};

/** `steps` are the tries up to the tenth; `grows` is null where too few tries tell. */
export type RetryDiscipline = {
  readonly state: RetryState;
  readonly sentence: string;
  readonly p50: number | null;
  readonly quick: Share;
  readonly grows: boolean | null;
  readonly steps: readonly RetryStep[];
};

export type DeliveryRow = Outcomes & {
  readonly provider: string;
  readonly name: string;
  readonly cause: string;
  readonly label: string;
  readonly recipients: number;
  readonly time: TimeToDeliver;
};

/** Does the mail arrive in the end? `time.throttled` runs from the first refusal on, `time.all` from the arrival of the message. */
export type DeliveryAnswer = {
  readonly schema: "smtp-analyze/delivery/1";
  readonly window: Window;
  readonly lens: Lens;
  readonly provider: string | null;
  readonly recipients: number;
  readonly outcomes: Outcomes;
  readonly curve: readonly CurveStep[];
  /** Of the providers that throttled most. */
  readonly curves: readonly ProviderCurve[];
  readonly time: { readonly throttled: TimeToDeliver; readonly all: TimeToDeliver };
  /** Of all recipients that were delivered or throttled: those never throttled, and those delivered in the end. */
  readonly allMail: { readonly unthrottled: Share; readonly delivered: Share };
  readonly lifetimeSeconds: number;
  readonly pending: readonly PendingAge[];
  readonly retry: RetryDiscipline;
  readonly rows: readonly DeliveryRow[];
};
