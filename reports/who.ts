import { providerName } from "../src/meaning/providers.ts";
import { groupedBy } from "./grouped.ts";
import type { AddressRow, HostRow, Lately, Measure, ProviderRow, Who } from "./model.ts";
import type { WhoRow } from "./queries/who.ts";
import { greatestOf, leastOf, measureOf, NO_COUNTS, sumOf, THRESHOLDS } from "./statistics.ts";
import { instantOrNull } from "./window.ts";

/** So many hosts of a provider are shown, and addresses of a host; the others are one line with their sums. */
const HOSTS_SHOWN = 60;
const HOSTS_IN_ALL = 170;
const PROVIDERS_SHOWN = 40;
const ADDRESSES_SHOWN = 12;

type Questions = {
  readonly rows: readonly WhoRow[];
  /** Attempts per provider, all remote providers of the window. */
  readonly attempts: ReadonlyMap<string, number>;
  readonly topCause: ReadonlyMap<string, string>;
  readonly historyOf: (provider: string) => readonly (number | null)[];
  readonly latelyOf: (provider: string) => Lately | null;
};

function attemptsOf(rows: readonly { readonly attempts: number }[]): number {
  return rows.reduce((sum, row) => sum + row.attempts, 0);
}

/** When rows were refused first and last. */
function seenIn(rows: readonly WhoRow[]): Pick<HostRow, "firstAt" | "lastAt"> {
  return {
    firstAt: instantOrNull(leastOf(rows.map((row) => row.first_bucket))),
    lastAt: instantOrNull(greatestOf(rows.map((row) => row.last_bucket))),
  };
}

/** Biggest impact first; the name settles ties, so that the bytes of a report are stable. */
export function byImpact(a: Measure, b: Measure): number {
  return b.recipients - a.recipients || b.replies - a.replies || b.withheld - a.withheld;
}

function hasRefusals(row: Measure): boolean {
  return row.recipients + row.replies + row.withheld + row.shadowed > 0;
}

function hostRow(rows: readonly WhoRow[]): HostRow {
  const addresses: readonly AddressRow[] = rows
    .map((row) => ({ ip: row.remote_ip, ...measureOf(row, row.attempts) }))
    .filter(hasRefusals)
    .sort(byImpact);
  const omitted = addresses.slice(ADDRESSES_SHOWN);
  return {
    host: rows[0]?.remote_host ?? null,
    ...measureOf(sumOf(rows), attemptsOf(rows)),
    addresses: addresses.slice(0, ADDRESSES_SHOWN),
    addressesOmitted: {
      addresses: omitted.length,
      ...measureOf(sumOf(omitted), attemptsOf(omitted)),
    },
    ...seenIn(rows),
  };
}

function providerRow(provider: string, rows: readonly WhoRow[], questions: Questions): ProviderRow {
  const attempts = questions.attempts.get(provider) ?? 0;
  const groups = groupedBy(rows, (row) => row.remote_host ?? "");
  const hosts = [...groups.values()].map(hostRow).sort(byImpact);
  const shown = hosts.filter(hasRefusals).slice(0, HOSTS_SHOWN);
  const omitted = hosts.filter((host) => !shown.includes(host));
  return {
    provider,
    name: providerName(provider),
    ranked: attempts >= THRESHOLDS.rankedAttempts,
    ...measureOf(sumOf(rows), attempts),
    topCause: questions.topCause.get(provider) ?? null,
    ...seenIn(rows),
    history: questions.historyOf(provider),
    lately: questions.latelyOf(provider),
    hosts: shown,
    hostsOmitted: {
      hosts: omitted.length,
      ...measureOf(sumOf(omitted), attemptsOf(omitted)),
    },
  };
}

/** Providers with enough attempts first, by impact; the others follow unranked. */
export function whoOf(questions: Questions): Who {
  const rows = [...groupedBy(questions.rows, (row) => row.provider)]
    .map(([provider, group]) => providerRow(provider, group, questions))
    .sort(
      (a, b) =>
        Number(b.ranked) - Number(a.ranked) || byImpact(a, b) || (a.provider < b.provider ? -1 : 1),
    );
  const throttling = new Set(rows.map((row) => row.provider));
  const quiet = [...questions.attempts]
    .filter(([provider, attempts]) => !throttling.has(provider) && attempts > 0)
    .map(([provider, attempts]) => ({ provider, name: providerName(provider), attempts }))
    .sort((a, b) => b.attempts - a.attempts || (a.provider < b.provider ? -1 : 1));
  return { rows, rowsOmitted: { providers: 0, ...measureOf(NO_COUNTS, 0) }, quiet };
}

/** Cuts a page to a readable length: the biggest providers, and of their hosts the biggest; what is left out is summed up. */
export function shownOf(who: Who): Who {
  const rows = who.rows.slice(0, PROVIDERS_SHOWN);
  const omitted = who.rows.slice(PROVIDERS_SHOWN);
  const hosts = rows.flatMap((row) => row.hosts).sort(byImpact);
  const kept = new Set(hosts.slice(0, HOSTS_IN_ALL));
  return {
    ...who,
    rows: rows.map((row) => withHosts(row, kept)),
    rowsOmitted: {
      providers: omitted.length,
      ...measureOf(sumOf(omitted), attemptsOf(omitted)),
    },
  };
}

function withHosts(row: ProviderRow, kept: ReadonlySet<HostRow>): ProviderRow {
  const hosts = row.hosts.filter((host) => kept.has(host));
  const cut = row.hosts.filter((host) => !kept.has(host));
  const { hostsOmitted: other } = row;
  const counts = sumOf([other, ...cut]);
  return {
    ...row,
    hosts,
    hostsOmitted: {
      hosts: other.hosts + cut.length,
      ...measureOf(counts, attemptsOf([other, ...cut])),
    },
  };
}
