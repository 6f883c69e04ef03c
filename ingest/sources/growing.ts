import type { Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Batch, Position, Source } from "../../src/domain/batch.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { BLOCK_BYTES, readBlocks } from "./blocks.ts";
import { type ByteReader, bytesAt, fileBytes } from "./bytes.ts";
import { CONTEXT_BYTES } from "./context.ts";
import { compressionOf } from "./decompress.ts";
import { LINE_BYTES } from "./entry.ts";
import { FINGERPRINT_BYTES } from "./files.ts";
import type { InputOptions } from "./inputs.ts";
import { isJsonDocument } from "./json-objects.ts";
import { goesOnAt, type Place, type Resume } from "./place.ts";
import { inodeName } from "./rotated.ts";

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** What a look at an open file shows: nothing new, more bytes, or another content than it had. */
export type Look = "quiet" | "grown" | "replaced";

/** Keeps a place in a source that was never read as the one where reading begins. */
export type StartAt = (source: Source, position: Position) => void;

/** Opens a log to follow it; the caller closes it. Throws what the operating system says, or a Failure. */
export async function openGrowing(name: string): Promise<GrowingFile> {
  const handle = await open(name, "r");
  try {
    const stat = await handle.stat();
    await refuseOthers(name, handle, stat);
    return new GrowingFile(name, handle, inodeName(stat));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function refuseOthers(name: string, handle: FileHandle, stat: Stats): Promise<void> {
  if (!stat.isFile()) {
    throw new Failure(
      `cannot follow ${name}: it is no regular file`,
      `a pipe is read to its end: smtp-analyze ingest ${name}`,
    );
  }
  if (compressionOf(await bytesAt(handle, 0, 8)) !== null) {
    throw new Failure(
      `cannot follow ${name}: it is compressed`,
      `it will not grow any more: smtp-analyze ingest ${name}`,
    );
  }
}

/** An open log that is being written to. It is its first kilobyte, as that was when it was first looked at, and grows from there. */
export class GrowingFile {
  readonly name: string;
  /** Device and inode. */
  readonly inode: string;
  readonly #handle: FileHandle;
  #known: { readonly source: Source; readonly position: Position } | null = null;
  /** What stands before the place where reading begins. */
  #before: Buffer = NOTHING;
  #head: Uint8Array = new Uint8Array();
  /** Up to here everything has been tried: what has no newline yet waits. */
  #triedTo = 0;
  #seen: { readonly size: number; readonly at: EpochMs } = NEVER_SEEN;

  constructor(name: string, handle: FileHandle, inode: string) {
    this.name = name;
    this.inode = inode;
    this.#handle = handle;
  }

  async look(): Promise<Look> {
    const { size, mtimeMs } = await this.#handle.stat();
    if (size === this.#seen.size && mtimeMs === this.#seen.at) return "quiet";
    if (!(await this.#isSame(size))) return "replaced";
    this.#seen = { size, at: mtimeMs };
    return "grown";
  }

  /** The first bytes; none as long as there is not one whole line. */
  head(): Uint8Array {
    const isWhole = this.#head.length === FINGERPRINT_BYTES || this.#head.includes(NEWLINE);
    return isWhole ? this.#head : new Uint8Array();
  }

  /** Whether it is known which source this is. */
  isKnown(): boolean {
    return this.#known !== null;
  }

  /**
   * Finds out which source this is, and where reading goes on: where it was left. An older copy of what was read further is
   * none yet: as it grows, it may turn out to be another. `startAt`: one that was never read is to be read from its present end
   * on, which this keeps.
   */
  async identify(resume: Resume, startAt: StartAt | null): Promise<void> {
    const { size } = this.#seen;
    if (isJsonDocument(this.#head)) throw notByLine(this.name);
    const places = resume({ name: this.name, head: this.#head });
    const place = await this.#placeOf(places, size);
    if (place === null || place.from.offset > size) return;
    const { source, from } = place;
    const isSkipped = startAt !== null && from.offset === 0;
    const position = isSkipped ? await lastLineEnd(this.#handle, size) : from;
    if (isSkipped) startAt(source, position);
    this.#known = { source, position };
    this.#before = await this.#bytesBefore(position.offset);
  }

  async #bytesBefore(offset: number): Promise<Buffer> {
    const length = Math.min(offset, CONTEXT_BYTES);
    return bytesAt(this.#handle, offset - length, length);
  }

  async #placeOf(places: readonly Place[], size: number): Promise<Place | null> {
    for (const place of places) if (await goesOnAt(this.#handle, size, place)) return place;
    return null;
  }

  /** Whole lines up to `limit` bytes of the file. Ends early when the content turns out to be another. */
  async *read(
    limit: number,
    options: Pick<InputOptions, "sieve" | "signal">,
  ): AsyncIterable<Batch> {
    if (this.#known === null) return;
    const { source, position } = this.#known;
    const end = Math.min(limit, this.#seen.size);
    const left = end - position.offset;
    if (left <= 0 || end === this.#triedTo) return;
    const blocks = readBlocks(upTo(left, fileBytes(this.#handle, position.offset)), {
      source,
      from: position,
      before: this.#before,
      reference: this.#seen.at,
      blockBytes: left <= LINE_BYTES ? 2 * LINE_BYTES : BLOCK_BYTES,
      sieve: options.sieve,
      signal: options.signal,
    });
    for await (const batch of blocks) {
      const { size } = await this.#handle.stat();
      if (!(await this.#isSame(size))) return;
      if (batch.end.line === batch.start.line) continue;
      this.#known = { source, position: batch.end };
      this.#before = NOTHING;
      yield { ...batch, isLast: false };
    }
    this.#triedTo = end;
  }

  /** Forgets which source this is: it will be found out anew. */
  forget(): void {
    this.#known = null;
    this.#head = new Uint8Array();
    this.#triedTo = 0;
    this.#seen = NEVER_SEEN;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Whether it still begins as it did. Its beginning may have grown longer. */
  async #isSame(size: number): Promise<boolean> {
    if (size < this.#seen.size) return false;
    const now = await bytesAt(this.#handle, 0, FINGERPRINT_BYTES);
    const before = this.#head;
    if (now.length < before.length) return false;
    if (Buffer.compare(now.subarray(0, before.length), before) !== 0) return false;
    this.#head = now;
    return true;
  }
}

/** Where its objects would have to be cut is not told by its lines, and `ingest` counts it by objects. */
function notByLine(name: string): Failure {
  return new Failure(
    `cannot follow ${name}: its JSON objects span lines`,
    `read it from time to time: smtp-analyze ingest ${name}; or have one object written on each line (journalctl -o json)`,
  );
}

const NEVER_SEEN = { size: -1, at: 0 } as const;

/** What was there when one looked, and not what has come since. */
function upTo(length: number, bytes: ByteReader): ByteReader {
  let left = length;
  return {
    async read(buffer, start) {
      const end = Math.min(buffer.length, start + left);
      const bytesRead = await bytes.read(buffer.subarray(0, end), start);
      left -= bytesRead;
      return bytesRead;
    },
  };
}

/** Where the last whole line ends. Lines before it are not counted: nobody will ask for their number. */
async function lastLineEnd(handle: FileHandle, size: number): Promise<Position> {
  for (let end = size; end > 0; end -= LINE_BYTES) {
    const start = Math.max(0, end - LINE_BYTES);
    const newline = (await bytesAt(handle, start, end - start)).lastIndexOf(NEWLINE);
    if (newline >= 0) return { offset: start + newline + 1, line: 0 };
  }
  return { offset: 0, line: 0 };
}
