import { noTotals, type Totals } from "../src/pipeline.ts";
import type { Commit, Keep } from "../src/store/store.ts";

/** What was really kept, whatever was read and given up again. */
export type Committed = {
  readonly totals: Readonly<Totals>;
  /** A keep that adds up what it has kept. */
  through(keep: Keep): Keep;
};

export function createCommitted(): Committed {
  const totals = noTotals();
  return {
    totals,
    through: (keep) => (commit) => {
      keep(commit);
      addTo(totals, commit);
    },
  };
}

function addTo(totals: Totals, { delta, source }: Commit): void {
  for (const { deferrals } of delta.cells) {
    for (const { meaning, replies } of deferrals)
      if (meaning.code === 421) totals.throttled += replies;
  }
  for (const { understood, irrelevant, notUnderstood, firstAt } of source?.days ?? []) {
    totals.lines += understood + irrelevant + notUnderstood;
    totals.understood += understood;
    totals.irrelevant += irrelevant;
    totals.notUnderstood += notUnderstood;
    if (firstAt !== null) totals.firstAt = Math.min(totals.firstAt ?? Infinity, firstAt * 1000);
  }
}
