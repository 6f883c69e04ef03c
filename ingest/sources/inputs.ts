import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Batch, Position } from "../../src/domain/batch.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { readBlocks } from "./blocks.ts";
import { failureOf, type LogFile, type OpenFile, openFile } from "./files.ts";
import { beatingChunksOf, chunksOf, isJsonDocument, readObjects } from "./json-objects.ts";
import { type LineOptions, readLines } from "./lines.ts";
import type { Place, Resume } from "./place.ts";
import type { Sieve } from "./sieve.ts";

/** `tails` knows how earlier streams ended; `failed` hears of each input that could not be read; the others are read all the same. */
export type InputOptions = {
  readonly resume: Resume;
  readonly tails: () => LineOptions["tails"];
  readonly sieve: Sieve;
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
  readonly failed: (failure: Failure) => void;
};

/** Reads log files one after the other, in the order given, each from where an earlier run stopped. */
export async function* readFiles(
  names: readonly string[],
  options: InputOptions,
): AsyncIterable<Batch> {
  for (const name of names) {
    if (options.signal.aborted) return;
    try {
      yield* readFile(await openFile(name), options);
    } catch (error) {
      const failure = failureOf(name, error);
      if (failure === null) throw error;
      options.failed(failure);
    }
  }
}

/** Bytes without which a file cannot be told from others. No line of a log is shorter: it has only begun. */
const SHORTEST = 32;

async function* readFile(file: OpenFile, options: InputOptions): AsyncIterable<Batch> {
  if (file.kind === "stream") {
    yield* readStream(file.name, file.stream, options);
    return;
  }
  try {
    if (file.head.length >= SHORTEST) yield* noted(readLogFile(file, options), file);
    const trouble = file.trouble();
    if (trouble !== null) throw brokenOff(file.name, trouble);
  } finally {
    await file.close();
  }
}

/** The batches of a file. The last one tells of a rest that could not be read, once: not when nothing before it is new. */
async function* noted(batches: AsyncIterable<Batch>, file: LogFile): AsyncIterable<Batch> {
  let lines = 0;
  for await (const batch of batches) {
    lines += batch.end.line - batch.start.line;
    const hasRest = batch.isLast && lines > 0 && file.trouble() !== null;
    yield hasRest ? { ...batch, flaw: "unreadable-rest" } : batch;
  }
}

async function* readLogFile(file: LogFile, options: InputOptions): AsyncIterable<Batch> {
  const { sieve, signal } = options;
  const places = options.resume(file);
  if (isJsonDocument(file.head)) {
    yield* readDocument(file, places, signal);
    return;
  }
  for (const place of places) {
    const onward = await file.onwardAt(place);
    if (onward === null) continue;
    const { before, bytes } = onward;
    yield* readBlocks(bytes, { ...place, before, reference: file.modifiedAt, sieve, signal });
    return;
  }
}

/** A document is read from its start again, and so it is enough that it is long enough to go on where it was left. */
async function* readDocument(
  file: LogFile,
  places: readonly Place[],
  signal: AbortSignal,
): AsyncIterable<Batch> {
  const { size } = file;
  const place = places.find(({ from }) => size === null || from.offset <= size);
  if (place === undefined) return;
  const onward = await file.onwardAt({ ...place, from: START, marks: [] });
  if (onward === null) return;
  const reference = (): EpochMs => file.modifiedAt;
  yield* readObjects(chunksOf(onward.bytes), { ...place, canGrow: true, reference, signal });
}

const START: Position = { offset: 0, line: 0 };

const FETCH_AGAIN =
  "what came before is counted; fetch the file again and read it: the rest will be added";

/** A compressed file that is cut short or damaged: what could be read of it has been. */
function brokenOff(name: string, trouble: unknown): Failure {
  const words = trouble instanceof Error ? trouble.message : String(trouble);
  const hint = trouble instanceof Failure ? trouble.hint : null;
  return new Failure(`cannot read all of ${name}: ${words}`, hint ?? FETCH_AGAIN);
}

/** Reads stdin: in blocks when it is a file (`< mail.log`), line by line when it is a pipe. */
export async function* readStdin(
  stdin: Readable & { readonly fd?: number },
  options: InputOptions,
): AsyncIterable<Batch> {
  const isFile = stdin.fd !== undefined && fstatSync(stdin.fd).isFile();
  if (isFile) yield* readFiles(["/dev/stdin"], options);
  else yield* readStream("stdin", stdin, options);
}

/** Reads a pipe, a terminal or a socket to its end. It cannot be read again: what it repeats of an earlier one is known by its lines. */
export async function* readStream(
  name: string,
  stream: Readable,
  options: InputOptions,
): AsyncIterable<Batch> {
  const { now, signal } = options;
  const source = { name, fingerprint: `stream:${name}`, hashedBytes: 0 };
  try {
    if (!isJsonDocument(await headOf(stream, signal))) {
      yield* readLines(stream, { source, tails: options.tails(), now, signal });
      return;
    }
    const from = START;
    const chunks = beatingChunksOf(stream, signal);
    yield* readObjects(chunks, { source, from, canGrow: false, reference: now, signal });
  } finally {
    stream.destroy();
  }
}

/** What a stream begins with, as soon as something has come; it stays in the stream. */
export async function headOf(stream: Readable, signal: AbortSignal): Promise<Uint8Array> {
  await new Promise<void>((resolve) => {
    for (const event of ["readable", "end", "close", "error"]) stream.once(event, () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted || stream.readableEnded || stream.destroyed) resolve();
  });
  if (stream.errored !== null) throw stream.errored;
  const head: unknown = signal.aborted ? null : stream.read();
  if (!(head instanceof Uint8Array)) return new Uint8Array();
  stream.unshift(head);
  return head;
}
