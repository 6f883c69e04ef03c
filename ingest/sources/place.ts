import type { FileHandle } from "node:fs/promises";
import type { Mark, Position, Source } from "../../src/domain/batch.ts";
import { type ByteReader, bytesAt, fileBytes, type StreamBytes } from "./bytes.ts";
import { CONTEXT_BYTES } from "./context.ts";
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
    if (!isMarked(mark, await bytesAt(handle, start, length))) return false;
  }
  return true;
}

/** What stands before a place, as far back as it may matter, and what comes behind it. */
export type Onward = { readonly before: Buffer; readonly bytes: ByteReader };

/** An open file of this size from a place on; null where it does not go on there. */
export async function onwardIn(
  handle: FileHandle,
  size: number,
  place: Place,
): Promise<Onward | null> {
  if (!(await goesOnAt(handle, size, place))) return null;
  const { offset } = place.from;
  const length = Math.min(offset, CONTEXT_BYTES);
  const before = await bytesAt(handle, offset - length, length);
  return { before, bytes: fileBytes(handle, offset) };
}

/**
 * The bytes of a compressed file, which are at their start, from a place on; null where it does not go on there. They end before
 * it when the file is an older copy.
 */
export async function onwardFrom(
  bytes: StreamBytes,
  { from, marks }: Place,
): Promise<Onward | null> {
  const start = Math.max(0, from.offset - CONTEXT_BYTES);
  let at = 0;
  let held = 0;
  for (const mark of marks) {
    const marked = markedBytes(mark);
    const first = Math.min(marked.from, start);
    await bytes.skip(first - at);
    at = first;
    const found = await bytes.peek(marked.from - first + marked.length);
    if (found.length < marked.from - first + marked.length) break;
    if (!isMarked(mark, found.subarray(marked.from - first))) return null;
    held++;
  }
  if (held === 0 && marks.length > 0) return null;
  await bytes.skip(start - at);
  const before = Buffer.from(await bytes.peek(from.offset - start));
  await bytes.skip(before.length);
  return { before, bytes };
}

/** Whether a line begins at an offset: at the start, behind a newline, or where nothing is yet. */
async function followsNewline(handle: FileHandle, offset: number): Promise<boolean> {
  if (offset === 0) return true;
  const [byte] = await bytesAt(handle, offset - 1, 1);
  return byte === undefined || byte === 0x0a;
}
