import type { FileHandle } from "node:fs/promises";
import type { Mark, Position, Source } from "../../src/domain/batch.ts";
import type { StreamBytes } from "./bytes.ts";
import { isMarked, markedBytes } from "./marks.ts";

/** Where reading may go on, if the file is this source: then it has lines with these marks. */
export type Place = {
  readonly source: Source;
  readonly from: Position;
  readonly marks: readonly Mark[];
};

/** The places at which a file that begins so may go on, the likeliest first. The last is the start of a new source. */
export type Resume = (file: {
  readonly name: string;
  readonly head: Uint8Array;
}) => readonly Place[];

/**
 * Whether an open file of this size goes on at a place: a line begins there, and those before are the ones that were read. One
 * that is shorter is an older copy when all it holds was read, as far as the marks tell.
 */
export async function goesOnAt(
  handle: FileHandle,
  size: number,
  { from, marks }: Place,
): Promise<boolean> {
  const within = marks.filter(({ offset }) => offset <= size);
  if (from.offset > size && within.length === 0) return false;
  if (!(await followsNewline(handle, from.offset))) return false;
  for (const mark of within.reverse()) {
    const { from: start, length } = markedBytes(mark);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
    if (!isMarked(mark, buffer.subarray(0, bytesRead))) return false;
  }
  return true;
}

/**
 * Brings the bytes of a compressed file, which are at their start, to a place, and answers whether they go on there. They end
 * before it when the file is an older copy.
 */
export async function skipTo(bytes: StreamBytes, { from, marks }: Place): Promise<boolean> {
  let at = 0;
  for (const mark of marks) {
    const { from: start, length } = markedBytes(mark);
    await bytes.skip(start - at);
    at = start;
    const found = await bytes.peek(length);
    if (found.length < length) return mark !== marks[0];
    if (!isMarked(mark, found)) return false;
  }
  await bytes.skip(from.offset - at);
  return true;
}

/** Whether a line begins at an offset: at the start, behind a newline, or where nothing is yet. */
async function followsNewline(handle: FileHandle, offset: number): Promise<boolean> {
  if (offset === 0) return true;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, offset - 1);
  return bytesRead === 0 || buffer[0] === 0x0a;
}
