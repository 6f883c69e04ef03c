import { createHash } from "node:crypto";
import { MARKED_THROUGHOUT, type Mark } from "../../src/domain/batch.ts";

const NEWLINE = 0x0a;

/** Bytes at the end of a line that are hashed. */
const MARKED_BYTES = 1024;

/** Behind those, each mark stands so many times further on than the one before. */
const STRIDE = 1.25;

/**
 * Marks of the whole lines in the first `used` bytes of a block, which begins at `offset` of its source: all where the source
 * begins, then some, ever further apart, and the last line. By them a source is known again where another begins like it.
 */
export function marksOf(block: Buffer, used: number, offset: number): readonly Mark[] {
  if (block[used - 1] !== NEWLINE) return [];
  const marks = firstMarks(block, used, offset);
  let next = Math.max(MARKED_THROUGHOUT, offset * STRIDE);
  while (next < offset + used) {
    const mark = markAt(block, block.indexOf(NEWLINE, Math.ceil(next) - offset - 1), offset);
    marks.push(mark);
    next = Math.max(mark.offset * STRIDE, mark.offset + 1);
  }
  if (marks.at(-1)?.offset !== offset + used) marks.push(markAt(block, used - 1, offset));
  return marks;
}

/** The lines that end in the first bytes of the source. */
function firstMarks(block: Buffer, used: number, offset: number): Mark[] {
  const marks: Mark[] = [];
  const end = Math.min(used, MARKED_THROUGHOUT - 1 - offset);
  for (let at = 0; at < end; ) {
    const newline = block.indexOf(NEWLINE, at);
    if (newline >= end) break;
    marks.push(markAt(block, newline, offset));
    at = newline + 1;
  }
  return marks;
}

/** The bytes of a source that a mark is about, the end of the line among them. */
export function markedBytes({ offset, length }: Mark): {
  readonly from: number;
  readonly length: number;
} {
  return { from: offset - length - 1, length: length + 1 };
}

/** Whether these are the bytes that a mark is about. */
export function isMarked(mark: Mark, bytes: Buffer): boolean {
  const { length } = mark;
  if (bytes.length !== length + 1 || bytes[length] !== NEWLINE) return false;
  return hashOf(bytes.subarray(0, length)) === mark.hash;
}

function markAt(block: Buffer, newline: number, offset: number): Mark {
  const lineStart = newline === 0 ? 0 : block.lastIndexOf(NEWLINE, newline - 1) + 1;
  const line = block.subarray(Math.max(lineStart, newline - MARKED_BYTES), newline);
  return { offset: offset + newline + 1, length: line.length, hash: hashOf(line) };
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
