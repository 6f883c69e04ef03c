import type { EpochSeconds } from "../src/domain/time.ts";
import { type Codes, lensOf, lensParameters } from "./lens.ts";
import type { Database } from "./queries/ask.ts";
import { senderRows } from "./queries/senders.ts";
import { topQueryRows } from "./queries/top.ts";
import type { TopKey, TopLine, TopRow } from "./render/top.ts";
import { senderScope, senderSums } from "./senders.ts";
import { rateOf } from "./statistics.ts";
import { ALWAYS } from "./window.ts";

type TopOptions = {
  readonly by: TopKey;
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly codes: Codes;
  readonly limit: number;
  readonly provider?: string | undefined;
};

/** The senders that meet most. Null where senders are not kept for these codes. */
export function topSenders(
  db: Database,
  options: Omit<TopOptions, "by">,
): readonly TopLine[] | null {
  const window = { from: options.from ?? ALWAYS.from, until: options.until ?? ALWAYS.until };
  const scope = senderScope(window, options.codes, options.provider ?? null);
  if (scope === null) return null;
  return senderSums(senderRows(db, scope))
    .filter(({ recipients }) => recipients > 0)
    .slice(0, options.limit)
    .map(({ sender, recipients, attempts, rate }) => ({
      key: sender ?? "–",
      recipients,
      ...{ replies: null, withheld: null, shadowed: null },
      attempts,
      rate: rate?.share ?? null,
    }));
}

/** The biggest values of one key. Local hops are left out; a rate is null below the minimum volume. */
export function topRows(db: Database, options: TopOptions): readonly TopRow[] {
  const { by, limit, provider = null } = options;
  const window = { from: options.from ?? ALWAYS.from, until: options.until ?? ALWAYS.until };
  const lens = lensParameters(lensOf(options.codes));
  return topQueryRows(db, { ...window, ...lens, by, limit, provider }).map((row) => ({
    key: row.key ?? "–",
    recipients: row.recipients,
    replies: row.replies,
    withheld: row.withheld,
    shadowed: row.shadowed,
    attempts: row.attempts,
    rate: rateOf(row.recipients, row.attempts)?.share ?? null,
  }));
}
