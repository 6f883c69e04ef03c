import { createHash } from "node:crypto";

/** Lines at the end of a stream by which its continuation is recognised (design section 6). */
export const TAIL_LINES = 64;

/** Hash of a line, by which it is known again. */
export function lineHash(line: string): string {
  return createHash("sha256").update(line).digest("hex").slice(0, 16);
}

/** The lines of a stream that are new. */
export type Overlap = {
  /**
   * Takes the next lines and gives those that are certainly new. Lines that may repeat an earlier stream are held back until
   * that is known; `isSettled`: wait no longer.
   */
  pass(lines: readonly string[], isSettled: boolean): readonly string[];
  /** Lines passed over: the stream began with them, and an earlier one ended with them. */
  skipped(): readonly string[];
  /** Whether lines are held back. */
  isOpen(): boolean;
};

/** A tail, and the place in it where the stream would have begun. */
type Run = { readonly tail: readonly string[]; readonly start: number };

/**
 * `tail -f` that is started again repeats the last lines of the log, and then goes on. What a stream begins with is a repeat
 * when it is, line by line, how an earlier stream ended, up to its last line; the longest such run counts. Single lines that
 * occur somewhere in a tail prove nothing, and neither does a run that stands in its tail more than once: it may well come again.
 */
export function createOverlap(tails: readonly (readonly string[])[]): Overlap {
  let runs: readonly Run[] = tails.flatMap((tail) => tail.map((_, start) => ({ tail, start })));
  let isDecided = runs.length === 0;
  let held: string[] = [];
  let compared = 0;
  let repeated = 0;
  let skipped: readonly string[] = [];

  function compare(line: string): void {
    const hash = lineHash(line);
    const going = runs.filter(({ tail, start }) => tail[start + compared] === hash);
    compared++;
    const ended = going.filter(({ tail, start }) => start + compared === tail.length);
    if (ended.some(isOnlyAtTheEnd)) repeated = compared;
    runs = going.filter(({ tail, start }) => start + compared < tail.length);
  }

  return {
    pass(lines, isSettled) {
      if (isDecided) return lines;
      held = [...held, ...lines];
      while (runs.length > 0 && compared < held.length) compare(held[compared] ?? "");
      isDecided = runs.length === 0 || isSettled;
      if (!isDecided) return [];
      const fresh = held.slice(repeated);
      skipped = held.slice(0, repeated);
      held = [];
      runs = [];
      return fresh;
    },
    skipped: () => skipped,
    isOpen: () => held.length > 0,
  };
}

function isOnlyAtTheEnd({ tail, start }: Run): boolean {
  const run = tail.slice(start);
  const stands = (at: number): boolean => run.every((hash, line) => tail[at + line] === hash);
  return tail.findIndex((_, at) => stands(at)) === start;
}
