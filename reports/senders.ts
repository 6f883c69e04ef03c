import { HOUR } from "../src/domain/time.ts";
import { providerName } from "../src/meaning/providers.ts";
import { groupedBy } from "./grouped.ts";
import type { Codes } from "./lens.ts";
import type { SenderRow, Senders } from "./model-senders.ts";
import type { Throttled } from "./model-spread.ts";
import type { Window } from "./model-units.ts";
import type { SenderQueryRow, SenderScope } from "./queries/senders.ts";
import { throttledOf } from "./statistics.ts";

/** So many senders are listed, most throttled first, and the providers that are among so many of one of them. */
const ROWS_SHOWN = 20;
const PROVIDERS_SHOWN = 3;

/** Senders are kept for two lenses: 421, and every throttling cause. Null for any other. */
export function senderScope(
  window: { readonly from: number; readonly until: number },
  codes: Codes,
  provider: string | null,
): SenderScope | null {
  const cause = codes === "all-throttling";
  if (!cause && !(codes.length === 1 && codes.flat().every((code) => code === 421))) return null;
  return {
    from: Math.floor(window.from / HOUR) * HOUR,
    until: Math.ceil(window.until / HOUR) * HOUR,
    cause,
    provider,
  };
}

function byImpact(a: Throttled, b: Throttled): number {
  return b.recipients - a.recipients || b.attempts - a.attempts;
}

function rowOf(rows: readonly SenderQueryRow[], all: Throttled): SenderRow {
  const sums = throttledOf(rows);
  return {
    sender: rows[0]?.sender ?? null,
    share: all.recipients === 0 ? null : sums.recipients / all.recipients,
    ...sums,
    providers: rows
      .map((row) => ({
        provider: row.provider,
        name: providerName(row.provider),
        ...throttledOf([row]),
      }))
      .sort(byImpact),
  };
}

/** Every sender that was counted, the one that met most first. */
export function senderSums(rows: readonly SenderQueryRow[]): readonly SenderRow[] {
  const all = throttledOf(rows);
  return [...groupedBy(rows, ({ sender }) => sender ?? "").values()]
    .map((group) => rowOf(group, all))
    .sort((a, b) => byImpact(a, b) || ((a.sender ?? "") < (b.sender ?? "") ? -1 : 1));
}

/** The providers that throttled a sender most. */
function mostOf({ providers }: SenderRow): readonly string[] {
  const throttling = providers.filter(({ recipients }) => recipients > 0);
  return throttling.slice(0, PROVIDERS_SHOWN).map(({ provider }) => provider);
}

/** Null where senders were not counted. */
export function sendersOf(window: Window, rows: readonly SenderQueryRow[]): Senders | null {
  if (rows.length === 0) return null;
  const throttled = senderSums(rows).filter(({ recipients }) => recipients > 0);
  const shown = throttled.slice(0, ROWS_SHOWN);
  const named = new Set(shown.flatMap(mostOf));
  return {
    window,
    all: throttledOf(rows),
    rows: shown.map((row) => ({
      ...row,
      providers: row.providers.filter(({ provider }) => named.has(provider)),
    })),
    rowsOmitted: Math.max(0, throttled.length - ROWS_SHOWN),
  };
}
