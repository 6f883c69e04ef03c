import type { Position } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";
import { entryOf, LINE_BYTES } from "./entry.ts";
import type { Sieve } from "./sieve.ts";

const NEWLINE = 0x0a;

/**
 * Bytes before the place where reading goes on that are looked at again: what the next line means may hang on them. A record
 * that was split holds 64 KiB at most; wrapped into JSON and among others it takes more.
 */
export const CONTEXT_BYTES: number = 4 * LINE_BYTES;

/**
 * The lines that end where reading goes on, as far as `before` has them whole and somebody has counted them: a log that is
 * followed from its end on has none.
 */
export function contextOf(before: Buffer, from: Position, sieve: Sieve): readonly RawEntry[] {
  const isWhole = before.length === from.offset;
  const start = isWhole ? 0 : before.indexOf(NEWLINE) + 1;
  const first = from.offset - before.length;
  const entries: RawEntry[] = [];
  let end = before.lastIndexOf(NEWLINE);
  for (let line = from.line - 1; line >= 0 && end >= start; line--) {
    const lineStart = end === 0 ? 0 : before.lastIndexOf(NEWLINE, end - 1) + 1;
    if (lineStart < start) break;
    if (!sieve(before, lineStart, end))
      entries.push(entryOf(before, lineStart, end, { offset: first + lineStart, line }));
    end = lineStart - 1;
  }
  return entries.reverse();
}
