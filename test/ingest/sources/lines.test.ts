import { PassThrough, Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINE_BYTES } from "../../../ingest/sources/entry.ts";
import { readLines } from "../../../ingest/sources/lines.ts";
import type { Batch } from "../../../src/domain/batch.ts";

const source = { name: "stdin", fingerprint: "stream:stdin", hashedBytes: 0 };
const options = (signal = new AbortController().signal) => ({
  source,
  tails: [],
  now: () => 7,
  signal,
});

async function read(chunks: Iterable<Uint8Array>): Promise<readonly Batch[]> {
  const batches = [];
  for await (const batch of readLines(Readable.from(chunks), options())) batches.push(batch);
  return batches;
}

const entriesOf = (batches: readonly Batch[]) => batches.flatMap((batch) => batch.entries);

describe("a pipe", () => {
  test("gives lines, the last one too when it has no newline", async () => {
    const batches = await read([Buffer.from("one\ntw"), Buffer.from("o\nthree")]);
    expect(entriesOf(batches).map((entry) => [entry.line, entry.offset, entry.text])).toEqual([
      [0, 0, "one"],
      [1, 4, "two"],
      [2, 8, "three"],
    ]);
    expect(batches.at(-1)).toMatchObject({ isLast: true, reference: 7, end: { line: 3 } });
  });

  test("cuts an over-long line, in one chunk or in many, and goes on", async () => {
    const text = Buffer.from(`a\n${"x".repeat(3 * LINE_BYTES)}\nb\n`);
    const pieces = Array.from({ length: Math.ceil(text.length / 1000) }, (_, at) =>
      text.subarray(at * 1000, at * 1000 + 1000),
    );
    for (const chunks of [[text], pieces]) {
      const entries = entriesOf(await read(chunks));
      expect(entries.map((entry) => [entry.text.length, entry.cut])).toEqual([
        [1, false],
        [LINE_BYTES, true],
        [1, false],
      ]);
    }
  });

  test("gives a line as soon as it is written, and a heartbeat while nothing is", async () => {
    const pipe = new PassThrough();
    const batches = readLines(pipe, options())[Symbol.asyncIterator]();
    pipe.write("first\n");
    const { value: first } = await batches.next();
    expect(entriesOf([first]).map((entry) => entry.text)).toEqual(["first"]);
    const { value: quiet } = await batches.next();
    expect(quiet).toMatchObject({ entries: [], isLast: false });
    pipe.end();
    const { value: last } = await batches.next();
    expect(last).toMatchObject({ isLast: true });
  });

  test("ends when asked to", async () => {
    const stop = new AbortController();
    const batches = readLines(new PassThrough(), options(stop.signal))[Symbol.asyncIterator]();
    const next = batches.next();
    stop.abort();
    expect((await next).value).toMatchObject({ isLast: true });
  });

  test("chunk boundaries change nothing, not even inside a character", async () => {
    const lines = fc.array(
      fc.string({ unit: "grapheme", maxLength: 30 }).map((line) => line.replaceAll(/[\r\n]/gu, "")),
    );
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (texts, sizes) => {
          const bytes = Buffer.from(texts.map((line) => `${line}\n`).join(""));
          const chunks = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(entriesOf(await read(chunks)).map((entry) => entry.text)).toEqual(texts);
        },
      ),
    );
  });
});

test("a signal given before reading began ends it at once", async () => {
  const stop = new AbortController();
  stop.abort();
  const batches = readLines(new PassThrough(), options(stop.signal))[Symbol.asyncIterator]();
  expect((await batches.next()).value).toMatchObject({ isLast: true });
});
