import type { EpochSeconds } from "../src/domain/time.ts";
import { type Codes, lensOf, lensParameters } from "./lens.ts";
import type { Database, Scope } from "./queries/ask.ts";
import { topQueryRows } from "./queries/top.ts";
import type { TopKey, TopRow } from "./render/top.ts";
import { rateOf } from "./statistics.ts";
import { ALWAYS } from "./window.ts";

type TopOptions = {
  readonly by: TopKey;
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly codes: Codes;
  readonly limit: number;
};

/** The biggest values of one key. Local hops are left out; a rate is null below the minimum volume. */
export function topRows(db: Database, options: TopOptions): readonly TopRow[] {
  const { by, limit } = options;
  const scope: Scope = {
    from: options.from ?? ALWAYS.from,
    until: options.until ?? ALWAYS.until,
    width: 60,
    ...lensParameters(lensOf(options.codes)),
  };
  return topQueryRows(db, { ...scope, by, limit }).map((row) => ({
    key: row.key ?? "–",
    recipients: row.recipients,
    replies: row.replies,
    withheld: row.withheld,
    shadowed: row.shadowed,
    attempts: row.attempts,
    rate: rateOf(row.recipients, row.attempts)?.share ?? null,
  }));
}
