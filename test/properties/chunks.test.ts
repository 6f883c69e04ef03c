import { Readable } from "node:stream";
import { createGunzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBlocks } from "../../ingest/sources/blocks.ts";
import { type ByteReader, streamBytes } from "../../ingest/sources/bytes.ts";
import { LINE_BYTES } from "../../ingest/sources/entry.ts";
import { readLines } from "../../ingest/sources/lines.ts";
import type { Batch } from "../../src/domain/batch.ts";
import type { RawEntry } from "../../src/domain/log-record.ts";
import { lineBytes } from "../support/mutations.ts";

const NEWLINE = Buffer.from("\n");
const source = { name: "mail.log", fingerprint: "f", hashedBytes: 1 };

const never = (): AbortSignal => new AbortController().signal;

type Cutting = { readonly bytes: Buffer; readonly lengths: readonly number[] };

const lines = fc
  .array(lineBytes, { maxLength: 12 })
  .map((all) => all.flatMap((line) => [Buffer.from(line), NEWLINE]));

/** Lengths of chunks, repeated as often as needed. */
function lengthsOf(min: number, max: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 12 });
}

/** Lines in chunks of a byte, of a few, or of more than a line. */
const ordinary: fc.Arbitrary<Cutting> = fc
  .tuple(lines, fc.oneof(lengthsOf(1, 9), lengthsOf(1, 900)))
  .map(([pieces, lengths]) => ({ bytes: Buffer.concat(pieces), lengths }));

/** The same around a line of about the length at which lines are cut. */
const overlong: fc.Arbitrary<Cutting> = fc
  .tuple(lines, fc.integer({ min: -2, max: 9000 }), lines, lengthsOf(5000, 40_000))
  .map(([before, excess, after, lengths]) => {
    const long = Buffer.alloc(LINE_BYTES + excess, "x");
    return { bytes: Buffer.concat([...before, long, NEWLINE, ...after]), lengths };
  });

const cutting = fc.oneof({ weight: 9, arbitrary: ordinary }, { weight: 1, arbitrary: overlong });

function chunksOf(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

async function entriesOf(batches: AsyncIterable<Batch>): Promise<readonly RawEntry[]> {
  const entries: RawEntry[] = [];
  for await (const batch of batches) entries.push(...batch.entries);
  return entries;
}

function asPipe(chunks: readonly Buffer[]): Promise<readonly RawEntry[]> {
  return entriesOf(
    readLines(Readable.from(chunks), { source, now: () => 7, signal: never(), tails: [] }),
  );
}

function asBlocks(bytes: ByteReader): Promise<readonly RawEntry[]> {
  const from = { offset: 0, line: 0 };
  return entriesOf(
    readBlocks(bytes, { source, from, reference: 7, signal: never(), sieve: () => false }),
  );
}

/** A file system that gives at each read no more than the next chunk. */
function meagre(chunks: readonly Buffer[]): ByteReader {
  const rest = chunks.map((chunk) => Buffer.from(chunk));
  return {
    async read(buffer, start) {
      const [chunk] = rest;
      if (chunk === undefined) return 0;
      const taken = chunk.copy(buffer, start);
      if (taken === chunk.length) rest.shift();
      else rest[0] = chunk.subarray(taken);
      return taken;
    },
  };
}

/** A compressed file in one or more members, read in chunks. */
function asGzip(bytes: Buffer, cut: number, lengths: readonly number[]): ByteReader {
  const packed = Buffer.concat([gzipSync(bytes.subarray(0, cut)), gzipSync(bytes.subarray(cut))]);
  return streamBytes(Readable.from(chunksOf(packed, lengths)).pipe(createGunzip()));
}

/** Entries without their offsets: a pipe, to which nobody returns, counts bytes of text and not of what was no UTF-8. */
function said(entries: readonly RawEntry[]): readonly Omit<RawEntry, "offset">[] {
  return entries.map(({ line, text, cut }) => ({ line, text, cut }));
}

describe("where a chunk ends changes nothing", () => {
  test("in a pipe", async () => {
    await fc.assert(
      fc.asyncProperty(cutting, async ({ bytes, lengths }) => {
        expect(await asPipe(chunksOf(bytes, lengths))).toEqual(await asPipe([bytes]));
      }),
      { numRuns: 400, seed: 421 },
    );
  });

  test("in a file", async () => {
    await fc.assert(
      fc.asyncProperty(cutting, async ({ bytes, lengths }) => {
        const whole = await asBlocks(meagre([bytes]));
        expect(await asBlocks(meagre(chunksOf(bytes, lengths)))).toEqual(whole);
      }),
      { numRuns: 200, seed: 421 },
    );
  });

  test("in a compressed file", async () => {
    await fc.assert(
      fc.asyncProperty(cutting, fc.nat(4000), async ({ bytes, lengths }, cut) => {
        const whole = await asBlocks(meagre([bytes]));
        expect(await asBlocks(asGzip(bytes, cut, lengths))).toEqual(whole);
      }),
      { numRuns: 200, seed: 421 },
    );
  });

  test("and a pipe gives the lines that a file gives", async () => {
    await fc.assert(
      fc.asyncProperty(cutting, async ({ bytes, lengths }) => {
        expect(said(await asPipe(chunksOf(bytes, lengths)))).toEqual(
          said(await asBlocks(meagre([bytes]))),
        );
      }),
      { numRuns: 200, seed: 421 },
    );
  });
});
