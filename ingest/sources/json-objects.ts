import { StringDecoder } from "node:string_decoder";
import type { Batch, Position, Source } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import type { ByteReader } from "./bytes.ts";
import { HEARTBEAT_MS } from "./heartbeat.ts";
import { createObjectCutter, type ObjectText } from "./object-cutter.ts";

/** Bytes read at a time. */
const CHUNK_BYTES = 1 << 16;

/** `[{`, `[` and then an object on the next line: one array of objects */
const ARRAY = /^\ufeff?\s*\[\s*(?:\{|$)/u;

/** `{` alone on its line, `{ "a": 1,`: an object whose first line is not all of it */
const SPREAD = /^\ufeff?\s*\{[^\n]*\n/u;

/** Whether a source that begins so is one JSON array, or holds objects that span lines: it is not read line by line. */
export function isJsonDocument(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString("utf8");
  if (ARRAY.test(text)) return true;
  const first = SPREAD.exec(text)?.[0].trimEnd() ?? "}";
  return !first.endsWith("}");
}

/** `from.line` counts objects: reading goes on behind so many. `canGrow`: what is unfinished at the end waits for the next run. */
export type ObjectOptions = {
  readonly source: Source;
  readonly from: Position;
  readonly canGrow: boolean;
  readonly reference: () => EpochMs;
  readonly signal: AbortSignal;
};

/**
 * Reads a text of JSON objects, whatever lines they stand on: each is one entry, as if it were a line. An array cannot be
 * entered in its middle, so it is read from the start again, and the objects that an earlier run has counted are passed over.
 */
export async function* readObjects(
  chunks: AsyncIterable<Buffer | null>,
  { source, from, canGrow, reference, signal }: ObjectOptions,
): AsyncIterable<Batch> {
  const counter = createCounter(from);
  const cutter = createObjectCutter();
  const decoder = new StringDecoder("utf8");
  for await (const chunk of chunks) {
    if (signal.aborted) break;
    const found = chunk === null ? [] : cutter.cut(decoder.write(chunk));
    yield { source, ...counter.count(found), reference: reference(), isLast: false };
  }
  const rest = canGrow || signal.aborted ? [] : cutter.end();
  const last = counter.count(rest);
  yield { source, ...last, reference: reference(), isLast: true };
}

type Counted = Pick<Batch, "start" | "end" | "entries" | "context">;

/** Objects that an earlier run has counted, before the first new one, that are looked at again. */
const CONTEXT = 64;

/** Numbers objects, and passes over those before `from`. */
function createCounter(from: Position): { count(found: readonly ObjectText[]): Counted } {
  let offset = 0;
  let line = 0;

  function position(): Position {
    return line < from.line ? from : { offset: Math.max(offset, from.offset), line };
  }

  return {
    count(found) {
      const start = position();
      const entries: RawEntry[] = [];
      const passed: RawEntry[] = [];
      for (const { text, cut, bytes } of found) {
        const entry = { ...position(), line, text, cut };
        if (line >= from.line) entries.push(entry);
        else passed.push(entry);
        line++;
        offset += bytes;
      }
      return { start, end: position(), entries, context: passed.slice(-CONTEXT) };
    },
  };
}

/** The bytes of a file, some at a time. */
export async function* chunksOf(bytes: ByteReader): AsyncIterable<Buffer> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const filled = await bytes.read(buffer, 0);
    if (filled === 0) return;
    yield buffer.subarray(0, filled);
  }
}

/** The bytes of a stream as they come, and null while none do. */
export async function* beatingChunksOf(
  stream: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncIterable<Buffer | null> {
  const chunks = stream[Symbol.asyncIterator]();
  let next = chunks.next();
  while (!signal.aborted) {
    const arrived = await Promise.race([next, heartbeat()]);
    if (arrived === null) {
      yield null;
      continue;
    }
    if (arrived.done === true) return;
    next = chunks.next();
    yield arrived.value;
  }
}

function heartbeat(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), HEARTBEAT_MS).unref();
  });
}
