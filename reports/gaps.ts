import { DAY } from "../src/domain/time.ts";
import type { BucketState, Gap } from "./model.ts";
import type { CoverageRow } from "./queries/quality.ts";
import { instantOf } from "./window.ts";

/** A stretch of one source that was read: both ends are stamps of lines, in epoch seconds. Coverage ends one at every midnight (UTC). */
export type Covered = { readonly source: string; readonly first: number; readonly last: number };

/** The stretches of all sources. Lines without a stamp cover nothing. */
export function coveredBy(rows: readonly CoverageRow[]): readonly Covered[] {
  return rows.flatMap(({ source, first, last }) =>
    first === null || last === null ? [] : [{ source, first, last }],
  );
}

type Picture = {
  readonly starts: readonly number[];
  readonly width: number;
  /** The window in epoch seconds, half-open: the first and the last bucket may reach beyond it. */
  readonly from: number;
  readonly until: number;
  /** Per bucket: was anything logged about any delivery, local hops included? */
  readonly active: readonly boolean[];
  readonly covered: readonly Covered[];
};

/** A log that speaks in nine buckets of ten is a busy one: its silence is news. */
const BUSY = 0.9;

/** Shorter silences than this many seconds are not worth a word. */
const SHORTEST_SILENCE = 1800;

type Run = { readonly from: number; readonly to: number };

/** The stretches of equal buckets for which `wanted` holds, as half-open index ranges. */
function runsOf(length: number, wanted: (index: number) => boolean): readonly Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let index = 0; index <= length; index++) {
    const inside = index < length && wanted(index);
    if (inside && from < 0) from = index;
    if (!inside && from >= 0) {
      runs.push({ from, to: index });
      from = -1;
    }
  }
  return runs;
}

/** Per bucket: does any of these stretches touch it? */
function touched(
  { starts, width }: Picture,
  stretches: readonly Pick<Covered, "first" | "last">[],
): readonly boolean[] {
  const marks = starts.map(() => false);
  const origin = starts[0] ?? 0;
  for (const { first, last } of stretches) {
    const to = Math.min(starts.length - 1, Math.floor((last - origin) / width));
    for (let index = Math.max(0, Math.floor((first - origin) / width)); index <= to; index++)
      marks[index] = true;
  }
  return marks;
}

/**
 * The silences of a source around its midnights. The source was read on both sides, so nothing tells them from a silence
 * at noon, and they are judged like one.
 */
function nightsOf(covered: readonly Covered[]): readonly Pick<Covered, "first" | "last">[] {
  const sorted = [...covered].sort((a, b) => a.first - b.first);
  const before = new Map<string, Covered>();
  return sorted.flatMap((stretch) => {
    const previous = before.get(stretch.source);
    before.set(stretch.source, stretch);
    const days = Math.floor(stretch.first / DAY) - Math.floor((previous?.last ?? 0) / DAY);
    return previous === undefined || days !== 1
      ? []
      : [{ first: previous.last, last: stretch.first }];
  });
}

/** How much of a run lies in the window, in seconds. */
function lengthOf({ from, to }: Run, { starts, width, ...window }: Picture): number {
  const start = Math.max(window.from, starts[from] ?? 0);
  return Math.min(window.until, (starts[to - 1] ?? 0) + width) - start;
}

/** The partial bucket at an end of the window, or a pause for breath, is no gap. */
function isLong(run: Run, picture: Picture): boolean {
  return lengthOf(run, picture) >= Math.max(SHORTEST_SILENCE, picture.width);
}

/** Buckets of a picture that were read, and those of them in which something was logged. */
type Tally = { readonly read: number; readonly active: number };

function tallyOf(active: readonly boolean[], read: readonly boolean[]): Tally {
  const seen = active.filter((spoke, index) => spoke && read[index] === true);
  return { read: read.filter(Boolean).length, active: seen.length };
}

/** Is the log busy outside this run, in which nothing was logged, so that the run is a hole and not the usual quiet? */
function isUnusual(run: Run, all: Tally, read: readonly boolean[]): boolean {
  const others = all.read - read.slice(run.from, run.to).filter(Boolean).length;
  return others > 0 && all.active / others >= BUSY;
}

/**
 * Tells "nobody was tried" from "nothing is known". A bucket is unknown where no log was read (coverage), and where a
 * busy log fell silent: coverage has one stretch per source and day, so a hole inside it shows only as silence. Either
 * must last half an hour and a whole bucket. Without any coverage everything counts as read.
 */
export function statesOf(picture: Picture): {
  states: readonly BucketState[];
  gaps: readonly Gap[];
} {
  const { starts, active, covered } = picture;
  const read = covered.length === 0 ? starts.map(() => true) : touched(picture, covered);
  const night = touched(picture, nightsOf(covered));
  const known = starts.map((_, index) => read[index] === true || night[index] === true);
  const runs = (wanted: (index: number) => boolean) =>
    runsOf(starts.length, (index) => active[index] !== true && wanted(index)).filter((run) =>
      isLong(run, picture),
    );
  const holes = runs((index) => known[index] !== true);
  const all = tallyOf(active, read);
  const silences = runs((index) => known[index] === true).filter((run) =>
    isUnusual(run, all, read),
  );
  const states: BucketState[] = active.map((seen) => (seen ? "seen" : "quiet"));
  for (const run of [...holes, ...silences]) states.fill("unknown", run.from, run.to);
  return { states, gaps: gapsOf(holes, silences, picture) };
}

function gapsOf(holes: readonly Run[], silences: readonly Run[], picture: Picture): readonly Gap[] {
  const gapOf = (kind: Gap["kind"]) => (run: Run) => ({ kind, run });
  return [...holes.map(gapOf("no log")), ...silences.map(gapOf("silence"))]
    .sort((a, b) => a.run.from - b.run.from)
    .map(({ kind, run }) => {
      const from = Math.max(picture.from, picture.starts[run.from] ?? 0);
      return { kind, from: instantOf(from), until: instantOf(from + lengthOf(run, picture)) };
    });
}
