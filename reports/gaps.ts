import type { BucketState, Gap } from "./model.ts";
import { instantOf } from "./window.ts";

/** A stretch of log that was read: both ends are stamps of lines, in epoch seconds. */
export type Covered = { readonly first: number; readonly last: number };

type Picture = {
  readonly starts: readonly number[];
  readonly width: number;
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

/** Per bucket: does any stretch that was read touch it? Without any coverage everything counts as read. */
function readBuckets({ starts, width, covered }: Picture): readonly boolean[] {
  if (covered.length === 0) return starts.map(() => true);
  const read = starts.map(() => false);
  const origin = starts[0] ?? 0;
  for (const { first, last } of covered) {
    const to = Math.min(starts.length - 1, Math.floor((last - origin) / width));
    for (let index = Math.max(0, Math.floor((first - origin) / width)); index <= to; index++)
      read[index] = true;
  }
  return read;
}

/** Is the log busy outside this run, so that the run is a hole and not the usual quiet? */
function isUnusual(
  run: Run,
  quiet: readonly boolean[],
  read: readonly boolean[],
  width: number,
): boolean {
  if ((run.to - run.from) * width < SHORTEST_SILENCE) return false;
  const inRun = run.to - run.from;
  const others = read.filter(Boolean).length - inRun;
  const silent = quiet.filter(Boolean).length - inRun;
  return others > 0 && (others - silent) / others >= BUSY;
}

/**
 * Tells "nobody was tried" from "nothing is known". A bucket is unknown where no log was read (coverage), and where a
 * busy log fell silent for half an hour or more: coverage has one stretch per source and day, so a hole inside it shows
 * only as silence.
 */
export function statesOf(picture: Picture): {
  states: readonly BucketState[];
  gaps: readonly Gap[];
} {
  const { starts, width, active } = picture;
  const read = readBuckets(picture);
  const unread = starts.map((_, index) => !read[index] && !active[index]);
  const quiet = starts.map((_, index) => read[index] === true && !active[index]);
  const holes = runsOf(starts.length, (index) => unread[index] === true);
  const silences = runsOf(starts.length, (index) => quiet[index] === true).filter((run) =>
    isUnusual(run, quiet, read, width),
  );
  const states: BucketState[] = active.map((seen) => (seen ? "seen" : "quiet"));
  for (const run of [...holes, ...silences]) states.fill("unknown", run.from, run.to);
  const gapOf = (kind: Gap["kind"]) => (run: Run) => ({ kind, run });
  const gaps = [...holes.map(gapOf("no log")), ...silences.map(gapOf("silence"))]
    .sort((a, b) => a.run.from - b.run.from)
    .map(({ kind, run }) => ({
      kind,
      from: instantOf(starts[run.from] ?? 0),
      until: instantOf((starts[run.to - 1] ?? 0) + width),
    }));
  return { states, gaps };
}
