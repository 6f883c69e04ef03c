import { providerName } from "../../src/meaning/providers.ts";
import { groupedBy } from "../grouped.ts";
import type { LimitRow, LimitsAnswer, Mta, Onset, Sureness } from "../model-limits.ts";
import type { DomainRow, HighestRow, OnsetRow } from "../queries/limits.ts";
import { count, plural } from "../render/numbers.ts";
import { onsetOf } from "./onset.ts";
import { snippetOf } from "./snippet.ts";

/** A sender stays this far below the rate at which refusals began. */
const MARGIN = 0.8;

/** Onsets that lie further apart than this, or as much taken without a refusal, are not explained by a rate. */
const APART = 3;
const TAKEN_ELSEWHERE = 1.5;

export type LimitsEvidence = Pick<LimitsAnswer, "window" | "provider" | "mta"> & {
  readonly highest: readonly HighestRow[];
  readonly onsets: readonly OnsetRow[];
  readonly domains: readonly DomainRow[];
};

/** Providers that throttled first, then by what they took. */
export function limitsOf(evidence: LimitsEvidence): LimitsAnswer {
  const { window, provider, mta } = evidence;
  const onsets = groupedBy(evidence.onsets, (row) => row.provider);
  const domains = groupedBy(evidence.domains, (row) => row.provider);
  const rows = evidence.highest.map((row) =>
    limitRow(row, {
      episodes: onsets.get(row.provider) ?? [],
      domains: (domains.get(row.provider) ?? []).map(({ domain }) => domain),
      mta,
    }),
  );
  return {
    schema: "smtp-analyze/limits/1",
    window,
    provider,
    mta,
    rows: rows.sort(
      (a, b) => Number(b.onset !== null) - Number(a.onset !== null) || b.delivered - a.delivered,
    ),
  };
}

/** What is known of one provider beside what it took. */
type Known = {
  readonly episodes: readonly OnsetRow[];
  readonly domains: readonly string[];
  readonly mta: Mta;
};

function limitRow(row: HighestRow, { episodes, domains, mta }: Known): LimitRow {
  const { provider, minutes, delivered, per_minute, per_ten } = row;
  const onset = onsetOf(episodes.flatMap(({ attempts }) => (attempts === null ? [] : [attempts])));
  const sureness = surenessOf(onset, per_ten);
  const facts = {
    provider,
    name: providerName(provider),
    minutes,
    delivered,
    perMinute: per_minute,
    perTenMinutes: per_ten,
    episodes: episodes.length,
    onset,
    sureness,
    below: sureness === "not the rate alone" ? null : belowOf(onset),
  };
  return { ...facts, sentence: sentenceOf(facts), snippet: snippetOf(facts, domains, mta) };
}

function surenessOf(onset: Onset | null, perTen: number | null): Sureness {
  if (onset === null) return "no limit seen";
  const { low, high } = onset.interval ?? { low: onset.lowest, high: onset.highest };
  const isTakenElsewhere = (perTen ?? 0) / 10 > TAKEN_ELSEWHERE * onset.median;
  if (isTakenElsewhere || high > APART * low) return "not the rate alone";
  return onset.interval === null ? "weak" : "fair";
}

function belowOf(onset: Onset | null): number | null {
  if (onset === null) return null;
  const start = onset.interval?.low ?? onset.lowest;
  return Math.max(0.01, Math.floor(start * MARGIN * 100) / 100);
}

function sentenceOf(facts: Omit<LimitRow, "sentence" | "snippet">): string {
  const { onset, perMinute, perTenMinutes, episodes, delivered } = facts;
  const taken = `up to ${count(perMinute ?? 0)}/min and ${count(perTenMinutes ?? 0)} in 10 min were taken without a refusal`;
  if (onset === null) {
    const blind =
      episodes === 0
        ? ""
        : `; ${plural(episodes, "episode", "episodes")} without known minutes before it`;
    return `no limit seen up to ${count(perMinute ?? 0)}/min (${count(perTenMinutes ?? 0)} in 10 min, ${count(delivered)} delivered in all${blind}).`;
  }
  const { onsets, lowest, median, highest, interval } = onset;
  const range =
    interval === null
      ? "too few for an interval"
      : `95 % interval ${interval.low}–${interval.high}`;
  return `refusals began at ${median}/min (median of ${onsets} of ${plural(episodes, "episode", "episodes")}, ${lowest} to ${highest}; ${range}); ${taken}. ${doubtOf(facts.sureness)}`;
}

function doubtOf(sureness: Sureness): string {
  switch (sureness) {
    case "no limit seen":
      return "";
    case "weak":
      return "That is a weak sign: six episodes are needed.";
    case "fair":
      return "That is a fair sign of a limit.";
    case "not the rate alone":
      return "The rate alone does not explain it: look at the causes first.";
  }
}
