import { MARKED_THROUGHOUT, type Mark } from "../domain/batch.ts";

/** Behind those of the beginning, a mark is kept when it stands so many times further on than the last one kept. */
const STRIDE = 1.2;

/** The marks that are worth keeping, in order: those of the beginning, some, ever further apart, and the last. */
export function thinned(marks: readonly Mark[]): readonly Mark[] {
  const kept: Mark[] = [];
  let reached = 0;
  for (const mark of [...marks].sort((one, other) => one.offset - other.offset)) {
    const isClose = mark.offset > MARKED_THROUGHOUT && mark.offset < reached * STRIDE;
    if (isClose && mark !== marks.at(-1)) continue;
    kept.push(mark);
    reached = mark.offset;
  }
  return kept;
}

/** `1180:153:8f3a…` for each, with blanks between. */
export function textOf(marks: readonly Mark[]): string {
  return marks.map(({ offset, length, hash }) => `${offset}:${length}:${hash}`).join(" ");
}

export function parseMarks(text: string): readonly Mark[] {
  return text.split(" ").flatMap((mark) => {
    const [offset, length, hash] = mark.split(":");
    return hash === undefined ? [] : [{ offset: Number(offset), length: Number(length), hash }];
  });
}
