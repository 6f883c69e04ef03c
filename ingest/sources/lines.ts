import { type Readable, Transform } from "node:stream";
import split2 from "split2";
import type { Batch, Source } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { LINE_BYTES } from "./entry.ts";
import { HEARTBEAT_MS } from "./heartbeat.ts";
import { createOverlap, lineHash, TAIL_LINES } from "./overlap.ts";

/** How many lines may wait before the stream is paused. */
const QUEUE_LINES = 8192;

/** Heartbeats without a line after which a stream is taken to have stopped where it repeated another: two seconds. */
const SETTLED_BEATS = 8;

/** `tails`: how earlier streams ended, as hashes of their last lines. */
export type LineOptions = {
  readonly source: Source;
  readonly tails: readonly (readonly string[])[];
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
};

/**
 * Reads a pipe line by line, so that a line is on its way as soon as it is written. Batches hold whatever has arrived; an
 * empty one comes by when nothing has. Lines that repeat the end of an earlier stream are passed over.
 */
export async function* readLines(stream: Readable, options: LineOptions): AsyncIterable<Batch> {
  const { source, now, signal } = options;
  const queue = createQueue(stream, signal);
  const overlap = createOverlap(options.tails);
  const cutter = createLineCutter();
  let last: readonly string[] = [];
  let quiet = 0;
  let told = 0;
  for (;;) {
    const { lines, isEnd, isOpen } = await queue.take();
    quiet = lines.length === 0 ? quiet + 1 : 0;
    const fresh = overlap.pass(lines, isEnd || quiet >= SETTLED_BEATS);
    const skipped = overlap.skipped();
    const repeated = skipped.length - told;
    told = skipped.length;
    last = tailOf(last, isOpen ? lines.slice(0, -1) : lines);
    const tail = last;
    yield {
      source,
      ...cutter.cut(fresh),
      reference: now(),
      isLast: isEnd,
      ...(repeated > 0 ? { repeated, context: entriesBefore(skipped) } : {}),
      ...(overlap.isOpen() ? {} : { tail: { hashes: () => tail.map(lineHash) } }),
    };
    if (isEnd) return;
  }
}

function tailOf(last: readonly string[], lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return last;
  return [...last, ...lines.slice(-TAIL_LINES)].slice(-TAIL_LINES);
}

/** Lines that an earlier stream gave: they stand before the first of this one. */
function entriesBefore(lines: readonly string[]): readonly RawEntry[] {
  return lines.map((text, at) => ({ offset: 0, line: at - lines.length, text, cut: false }));
}

type CutLines = Pick<Batch, "start" | "end" | "entries">;

/** Makes entries of lines and keeps count of where they stand. */
function createLineCutter(): { cut(lines: readonly string[]): CutLines } {
  let end = { offset: 0, line: 0 };
  return {
    cut(lines) {
      const start = end;
      const entries: RawEntry[] = [];
      let { offset, line } = start;
      for (const text of lines) {
        const bytes = Buffer.byteLength(text);
        const cut = bytes > LINE_BYTES;
        entries.push({ offset, line, text: cut ? text.slice(0, LINE_BYTES) : text, cut });
        offset += bytes + 1;
        line++;
      }
      end = { offset, line };
      return { start, end, entries };
    },
  };
}

/** `isOpen`: the last line has no newline, because the stream broke off in it. */
type Taken = {
  readonly lines: readonly string[];
  readonly isEnd: boolean;
  readonly isOpen: boolean;
};

/** Collects lines from a stream; `take` waits for some, for the heartbeat, or for the end. A broken stream rejects. */
function createQueue(stream: Readable, signal: AbortSignal): { take(): Promise<Taken> } {
  const splitter = split2("\n");
  let lines: string[] = [];
  let isEnd = false;
  let trouble: Error | null = null;
  let wake = (): void => {};

  function end(error: Error | null): void {
    trouble = error;
    isEnd = true;
    wake();
  }

  splitter.on("data", (line: string) => {
    lines.push(line);
    if (lines.length >= QUEUE_LINES) splitter.pause();
    wake();
  });
  splitter.on("end", () => end(null));
  splitter.on("error", end);
  stream.on("error", end);
  signal.addEventListener("abort", () => end(null), { once: true });
  if (signal.aborted) end(null);
  let carried = 0;
  const limit = limitLines((bytes) => {
    carried = bytes;
  });
  stream.pipe(limit).pipe(splitter);

  return {
    async take() {
      if (lines.length === 0 && !isEnd) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            setImmediate(resolve);
          };
        });
        wake = () => {};
      }
      if (trouble !== null) throw trouble;
      const taken = { lines, isEnd, isOpen: isEnd && carried > 0 && !signal.aborted };
      lines = [];
      splitter.resume();
      return taken;
    },
  };
}

/**
 * Lets at most one byte more than LINE_BYTES of each line through. split2 would either fail on an over-long line or drop it
 * without a word, and never looks at the length of one that is whole inside a chunk. `note` hears how many bytes stand behind
 * the last newline.
 */
function limitLines(note: (carried: number) => void): Transform {
  let carried = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pieces = withoutExcess(chunk, carried);
      const newline = chunk.lastIndexOf(NEWLINE);
      carried = newline < 0 ? carried + chunk.length : chunk.length - newline - 1;
      note(carried);
      done(null, pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
    },
  });
}

const NEWLINE = 0x0a;

/** The chunk without the bytes beyond the limit of their lines, of which `carried` are behind us. Mostly it is whole. */
function withoutExcess(chunk: Buffer, carried: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let kept = 0;
  let length = carried;
  for (let start = 0; start < chunk.length; length = 0) {
    const newline = chunk.indexOf(NEWLINE, start);
    const end = newline < 0 ? chunk.length : newline;
    const limit = start + Math.max(LINE_BYTES + 1 - length, 0);
    if (limit < end) {
      pieces.push(chunk.subarray(kept, limit));
      kept = end;
    }
    start = end + 1;
  }
  pieces.push(chunk.subarray(kept));
  return pieces;
}
