import type { Batch, Position, Source } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { ByteReader } from "./bytes.ts";
import { contextOf } from "./context.ts";
import { entryOf } from "./entry.ts";
import { marksOf } from "./marks.ts";
import type { Sieve } from "./sieve.ts";

/** Bytes read at a time, and so the longest line that is ever held whole. */
export const BLOCK_BYTES: number = 1 << 20;

const NEWLINE = 0x0a;

/** `from`: where to begin; `before`: what stands before that, if anything is known of it. `blockBytes`: how much to read at a time, more than a line may be long. */
export type BlockOptions = {
  readonly source: Source;
  readonly from: Position;
  readonly reference: EpochMs;
  readonly sieve: Sieve;
  readonly signal: AbortSignal;
  readonly blockBytes?: number;
  readonly before?: Buffer;
};

/**
 * Reads bytes in blocks of whole lines and cuts out the ones that the sieve lets through, so most bytes never become
 * strings. The first and the last line of each block always pass: their stamps tell how far the log has come. A last line
 * without newline may still be growing: it waits for the next run.
 */
export async function* readBlocks(bytes: ByteReader, options: BlockOptions): AsyncIterable<Batch> {
  const { source, from, reference, sieve, signal } = options;
  const cutter = createCutter(from, sieve);
  const buffer = Buffer.allocUnsafe(options.blockBytes ?? BLOCK_BYTES);
  let before = options.before ?? null;
  let held = 0;
  let readTo = from.offset;
  for (;;) {
    const start = cutter.position();
    const bytesRead = await bytes.read(buffer, held);
    const filled = held + bytesRead;
    const { entries, used } = cutter.cut(buffer, filled);
    const marks = marksOf(buffer, used, readTo);
    readTo += used;
    buffer.copyWithin(0, used, filled);
    held = filled - used;
    const isLast = bytesRead === 0 || signal.aborted;
    const context = before !== null && entries.length > 0 ? contextOf(before, from, sieve) : [];
    if (entries.length > 0) before = null;
    yield { source, start, end: cutter.position(), entries, reference, isLast, marks, context };
    if (isLast) return;
  }
}

type Cut = { readonly entries: readonly RawEntry[]; readonly used: number };

type Cutter = {
  /** Where reading would have to continue if it stopped now. Inside an over-long line, that is its start. */
  position(): Position;
  /** Cuts the whole lines out of the first `filled` bytes. */
  cut(block: Buffer, filled: number): Cut;
};

/** Cuts blocks into entries and keeps count of where they stand. Of a line longer than a block only the start is kept. */
function createCutter(from: Position, sieve: Sieve): Cutter {
  let { offset, line } = from;
  let pending: RawEntry | null = null;

  /** Only the first line of a block, which always passes, can be the end of a pending one. Runs for every line of a log: it counts in locals. */
  function wholeLines(block: Buffer, end: number, entries: RawEntry[]): void {
    let ordinal = line;
    for (let start = 0; start < end; ordinal++) {
      const stop = block.indexOf(NEWLINE, start);
      const isEdge = start === 0 || stop + 1 === end;
      if (isEdge || !sieve(block, start, stop)) {
        entries.push(
          pending ?? entryOf(block, start, stop, { offset: offset + start, line: ordinal }),
        );
        pending = null;
      }
      start = stop + 1;
    }
    line = ordinal;
  }

  return {
    position: () => (pending === null ? { offset, line } : { offset: pending.offset, line }),
    cut(block, filled) {
      const entries: RawEntry[] = [];
      let used = filled === 0 ? 0 : block.lastIndexOf(NEWLINE, filled - 1) + 1;
      wholeLines(block, used, entries);
      if (used === 0 && filled === block.length) {
        pending ??= { ...entryOf(block, 0, filled, { offset, line }), cut: true };
        used = filled;
      }
      offset += used;
      return { entries, used };
    },
  };
}
