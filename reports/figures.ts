import type { Figures, Measure, ProviderRow, Thresholds, Who } from "./model.ts";
import type { DelayRow } from "./queries/delays.ts";
import type { RefusedRow, TriedRow } from "./queries/flow.ts";
import { isRemote } from "./queries/names.ts";
import type { WhoRow } from "./queries/who.ts";
import { measureOf, quantileOf, sumOf, THRESHOLDS } from "./statistics.ts";
import { stateOfProvider } from "./verdict.ts";

type Counted = {
  readonly tried: readonly TriedRow[];
  readonly refused: readonly RefusedRow[];
  readonly delays: readonly DelayRow[];
  readonly who: Who;
  readonly hosts: readonly WhoRow[];
  readonly thresholds: Thresholds;
};

function hostsOf(rows: readonly WhoRow[]): number {
  const throttling = rows.filter((row) => row.recipients + row.replies > 0);
  return new Set(throttling.map((row) => `${row.provider} ${row.remote_host}`)).size;
}

/** The whole window in a few numbers. */
export function figuresOf({ tried, refused, delays, who, hosts, thresholds }: Counted): Figures {
  const isAbove = (row: ProviderRow) => stateOfProvider(row, thresholds) !== "ok";
  const remote = tried.filter(isRemote);
  const said = refused.filter(isRemote);
  const sum = (value: (row: TriedRow) => number) =>
    remote.reduce((all, row) => all + value(row), 0);
  const attempts = sum((row) => row.attempts);
  const bands = delays.map((row) => row.delivered);
  const byCause = said.map((row) => ({
    recipients: row.cause_recipients,
    replies: row.cause_replies,
    withheld: row.cause_withheld,
    shadowed: row.cause_shadowed,
  }));
  const all = said.map((row) => ({
    recipients: row.all_recipients,
    replies: row.all_replies,
    withheld: row.all_withheld,
    shadowed: row.all_shadowed,
  }));
  const throttling = who.rows.filter((row) => row.recipients + row.replies > 0);
  const temporary: Measure = measureOf(sumOf(all), attempts);
  return {
    throttled: measureOf(sumOf(said), attempts),
    throttlingCauses: measureOf(sumOf(byCause), attempts),
    temporary,
    delivered: sum((row) => row.delivered),
    bounced: sum((row) => row.bounced),
    lost: sum((row) => row.lost),
    unreachable: sum((row) => row.unreachable),
    withheldInAll: temporary.withheld,
    providers: new Set(remote.filter((row) => row.attempts > 0).map((row) => row.provider)).size,
    providersRanked:
      who.rows.filter((row) => row.ranked).length +
      who.quiet.filter((row) => row.attempts >= THRESHOLDS.rankedAttempts).length,
    providersThrottling: throttling.length,
    providersAboveWatch: who.rows.filter(isAbove).length,
    hostsThrottling: hostsOf(hosts),
    delays: {
      delivered: bands.reduce((total, band) => total + band, 0),
      bands,
      median: quantileOf(bands, 0.5),
      p95: quantileOf(bands, 0.95),
    },
  };
}
