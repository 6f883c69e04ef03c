import type { Batch } from "../domain/batch.ts";
import type { RawEntry } from "../domain/log-record.ts";

/** A batch of a file in the form that costs least to hand to another thread: columns of numbers beside the texts. */
export type PackedBatch = Omit<Batch, "entries" | "tail"> & {
  readonly texts: readonly string[];
  readonly offsets: Float64Array<ArrayBuffer>;
  readonly lines: Float64Array<ArrayBuffer>;
  /** Places of the entries that were longer than the reader keeps. */
  readonly cuts: readonly number[];
};

export function packBatch({ entries, tail: _, ...batch }: Batch): PackedBatch {
  const offsets = new Float64Array(entries.length);
  const lines = new Float64Array(entries.length);
  const cuts: number[] = [];
  const texts = entries.map(({ offset, line, text, cut }, place) => {
    offsets[place] = offset;
    lines[place] = line;
    if (cut) cuts.push(place);
    return text;
  });
  return { ...batch, texts, offsets, lines, cuts };
}

export function unpackBatch({ texts, offsets, lines, cuts, ...batch }: PackedBatch): Batch {
  const cutPlaces = new Set(cuts);
  const entries = texts.map(
    (text, place): RawEntry => ({
      offset: offsets[place] ?? 0,
      line: lines[place] ?? 0,
      text,
      cut: cutPlaces.has(place),
    }),
  );
  return { ...batch, entries };
}
