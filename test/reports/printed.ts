import fc from "fast-check";
import { expect } from "vitest";
import { type Codes, lensOf, lensParameters } from "../../reports/lens.ts";
import type { Scope } from "../../reports/queries/ask.ts";
import { DELAYS, delayRows } from "../../reports/queries/delays.ts";
import { REFUSED, TRIED } from "../../reports/queries/flow.ts";
import { refusedIn } from "../../reports/queries/refused.ts";
import { triedIn } from "../../reports/queries/tried.ts";
import { WHO, whoRows } from "../../reports/queries/who.ts";
import { WHY, whyRows } from "../../reports/queries/why.ts";
import type { Database } from "./fixture.ts";

const DAY = 86_400;

export const someLens: fc.Arbitrary<Codes> = fc.constantFrom<Codes>(
  [[421, 421]],
  [
    [421, 421],
    [450, 452],
  ],
  "all-throttling",
);

/** As many days as are asked about in buckets of minutes: each is a statement of its own. */
const MINUTES_FOR = 5 * DAY;

/** Windows seen through some lens in buckets of some width. */
export function scopesOver(
  windows: fc.Arbitrary<{ readonly from: number; readonly until: number }>,
): fc.Arbitrary<Scope> {
  return fc
    .tuple(windows, fc.constantFrom(300, 3600, DAY, 2 * DAY), someLens)
    .map(([{ from, until }, width, codes]) => ({
      from,
      until: width < 3600 ? Math.min(until, from + MINUTES_FOR) : until,
      width,
      ...lensParameters(lensOf(codes)),
    }));
}

type Flow = { readonly start: number; readonly provider: string };

const inOrder = <Row extends Flow>(all: readonly Row[]): readonly Row[] =>
  [...all].sort((a, b) => a.start - b.start || (a.provider < b.provider ? -1 : 1));

const withSortedStages = (all: readonly { readonly stages: string }[]) =>
  all.map((row) => ({ ...row, stages: row.stages.split(",").sort().join() }));

/** Fails where what is read by number and by day is not what the printed statements say of the counts. */
export function expectAsPrinted(db: Database, scope: Scope): void {
  const printed = <Row>(sql: string) => db.prepare(sql).all({ ...scope, provider: null }) as Row[];
  const tried = triedIn(db, scope);
  const refused = refusedIn(db, scope);
  expect(inOrder(tried.rows)).toEqual(printed(TRIED));
  expect(inOrder(refused.rows)).toEqual(printed(REFUSED));
  expect(whoRows(refused.said, tried.addresses)).toEqual(printed(WHO));
  expect(withSortedStages(whyRows(refused.said))).toEqual(withSortedStages(printed(WHY)));
  expect(delayRows(db, scope, null)).toEqual(printed(DELAYS));
}
