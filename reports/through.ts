import { groupedBy } from "./grouped.ts";
import type { CauseRow, Reason, Who } from "./model.ts";
import type { Service } from "./model-spread.ts";
import type { Through, ThroughCause, ThroughProvider } from "./model-through.ts";
import type { Window } from "./model-units.ts";
import type { SpreadQueryRow } from "./queries/spread.ts";
import type { ThroughRow } from "./queries/through.ts";
import { servicesIn } from "./spread.ts";
import { throttledOf } from "./statistics.ts";

/** So many services can be told apart, most attempts first. */
const SERVICES_SHOWN = 30;

/** What was read of our services, before it is known what the report lists. */
export type Met = {
  readonly window: Window;
  readonly spread: readonly SpreadQueryRow[];
  readonly said: readonly ThroughRow[];
};

function nameOf({ log_host, service }: Pick<ThroughRow, "log_host" | "service">): string {
  return JSON.stringify([log_host, service]);
}

/** Whether there is nothing to tell apart. */
export function hasOneService(rows: readonly SpreadQueryRow[]): boolean {
  return new Set(rows.map(nameOf)).size < 2;
}

type Text = Pick<ThroughRow, "cause" | "code" | "enhanced" | "provider" | "fingerprint">;

function textOf({ cause, code, enhanced, provider, fingerprint }: Text): string {
  return JSON.stringify([cause, code, enhanced, provider, fingerprint]);
}

function providerIn(
  provider: string,
  rows: readonly SpreadQueryRow[],
  names: readonly string[],
): ThroughProvider {
  const parts = groupedBy(rows, nameOf);
  const sums = names.map((name) => throttledOf(parts.get(name) ?? []));
  return {
    provider,
    recipients: sums.map(({ recipients }) => recipients),
    attempts: sums.map(({ attempts }) => attempts),
  };
}

/** Of each text, by service, the recipients that it deferred. */
type Deferred = ReadonlyMap<string, ReadonlyMap<string, number>>;

function deferredIn(said: readonly ThroughRow[]): Deferred {
  const texts = new Map<string, Map<string, number>>();
  for (const row of said) {
    const key = textOf(row);
    const name = nameOf(row);
    const services = texts.get(key) ?? new Map<string, number>();
    services.set(name, (services.get(name) ?? 0) + row.recipients);
    texts.set(key, services);
  }
  return texts;
}

function causeIn({ cause, reasons }: CauseRow, deferred: Deferred, names: readonly string[]) {
  const columns = (reason: Reason) => {
    const services = deferred.get(textOf({ ...reason, cause }));
    return names.map((name) => services?.get(name) ?? null);
  };
  return { cause, texts: reasons.map(columns) } satisfies ThroughCause;
}

type Listed = { readonly who: Who; readonly why: readonly CauseRow[] };

/** Rows → columns beside what the report lists. Null where all mail leaves through one service. */
export function throughOf({ window, spread, said }: Met, { who, why }: Listed): Through | null {
  if (hasOneService(spread)) return null;
  const all = servicesIn(spread);
  const services: readonly Service[] = all
    .slice(0, SERVICES_SHOWN)
    .map(({ logHost, service }) => ({ logHost, service }));
  const names = services.map(({ logHost, service }) => nameOf({ log_host: logHost, service }));
  const byProvider = groupedBy(spread, ({ provider }) => provider);
  const deferred = deferredIn(said);
  return {
    window,
    services,
    servicesOmitted: all.length - services.length,
    providers: who.rows.map(({ provider }) =>
      providerIn(provider, byProvider.get(provider) ?? [], names),
    ),
    causes: why.map((cause) => causeIn(cause, deferred, names)),
  };
}
