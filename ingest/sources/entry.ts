import type { Position } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";

/** A longer line is cut to this many bytes and marked. */
export const LINE_BYTES: number = 1 << 16;

/** The line from `start` to `end` of a block, without its newline. It stands at `at` in its source, which is taken apart: a spread costs a tenth of a run. */
export function entryOf(block: Buffer, start: number, end: number, at: Position): RawEntry {
  const cut = end - start > LINE_BYTES;
  const text = block.toString("utf8", start, cut ? start + LINE_BYTES : end);
  return { offset: at.offset, line: at.line, text, cut };
}
