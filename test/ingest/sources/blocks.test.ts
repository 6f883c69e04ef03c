import { open } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLOCK_BYTES, readBlocks } from "../../../ingest/sources/blocks.ts";
import { fileBytes } from "../../../ingest/sources/bytes.ts";
import { LINE_BYTES } from "../../../ingest/sources/entry.ts";
import type { Batch } from "../../../src/domain/batch.ts";
import { temporaryFile } from "../../support/files.ts";

const source = { name: "mail.log", fingerprint: "f", hashedBytes: 1 };

async function read(content: string | Uint8Array, offset = 0, line = 0): Promise<readonly Batch[]> {
  const handle = await open(temporaryFile("mail.log", content));
  try {
    const batches = [];
    const options = {
      source,
      from: { offset, line },
      reference: 0,
      signal: new AbortController().signal,
    };
    for await (const batch of readBlocks(fileBytes(handle, offset), {
      ...options,
      sieve: () => false,
    }))
      batches.push(batch);
    return batches;
  } finally {
    await handle.close();
  }
}

const entriesOf = (batches: readonly Batch[]) => batches.flatMap((batch) => batch.entries);

describe("blocks", () => {
  test("cut into lines with their places", async () => {
    const batches = await read("one\ntwo\n\nfour\n");
    expect(entriesOf(batches)).toEqual([
      { offset: 0, line: 0, text: "one", cut: false },
      { offset: 4, line: 1, text: "two", cut: false },
      { offset: 8, line: 2, text: "", cut: false },
      { offset: 9, line: 3, text: "four", cut: false },
    ]);
    expect(batches.at(-1)).toMatchObject({ end: { offset: 14, line: 4 }, isLast: true });
  });

  test("leave a last line without newline for the next run, which takes it up", async () => {
    const first = await read("one\ntwo");
    expect(entriesOf(first).map((entry) => entry.text)).toEqual(["one"]);
    const end = first.at(-1)?.end;
    expect(end).toEqual({ offset: 4, line: 1 });
    expect(entriesOf(await read("one\ntwo\n", 4, 1))).toEqual([
      { offset: 4, line: 1, text: "two", cut: false },
    ]);
  });

  test("an empty file is one empty last batch", async () => {
    expect(await read("")).toMatchObject([
      { entries: [], isLast: true, end: { offset: 0, line: 0 } },
    ]);
  });

  test("drop what the sieve drops, but never the first and last line of a block", async () => {
    const handle = await open(temporaryFile("mail.log", "a\nb\nc\nd\n"));
    const signal = new AbortController().signal;
    const texts = [];
    const options = {
      source,
      from: { offset: 0, line: 0 },
      reference: 0,
      signal,
      sieve: () => true,
    };
    for await (const batch of readBlocks(fileBytes(handle, 0), options))
      texts.push(...batch.entries.map((entry) => entry.text));
    await handle.close();
    expect(texts).toEqual(["a", "d"]);
  });

  test.each([
    ["longer than the limit", LINE_BYTES + 1],
    ["as long as a block", BLOCK_BYTES],
    ["longer than several blocks", 3 * BLOCK_BYTES + 17],
  ])("a line %s is cut, marked and passed over", async (_, length) => {
    const batches = await read(`first\n${"x".repeat(length)}\nlast\n`);
    const entries = entriesOf(batches);
    expect(entries.map(({ text, ...rest }) => ({ ...rest, length: text.length }))).toEqual([
      { offset: 0, line: 0, length: 5, cut: false },
      { offset: 6, line: 1, length: LINE_BYTES, cut: true },
      { offset: 7 + length, line: 2, length: 4, cut: false },
    ]);
    expect(batches.at(-1)?.end).toEqual({ offset: 12 + length, line: 3 });
  });

  test("a long line that has not ended is not consumed", async () => {
    const batches = await read(`first\n${"x".repeat(2 * BLOCK_BYTES)}`);
    expect(batches.at(-1)?.end).toEqual({ offset: 6, line: 1 });
  });

  test("invalid UTF-8 is replaced, never an error", async () => {
    const entries = entriesOf(await read(Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0xc3, 0xa9, 0x0a])));
    expect(entries.map((entry) => entry.text)).toEqual(["a\ufffd\ufffd", "é"]);
  });

  test("stop at the next block when asked to, with the position of what was read", async () => {
    const handle = await open(temporaryFile("mail.log", "line\n".repeat(500_000)));
    const stop = new AbortController();
    const ends = [];
    const options = {
      source,
      from: { offset: 0, line: 0 },
      reference: 0,
      sieve: () => true,
      signal: stop.signal,
    };
    for await (const batch of readBlocks(fileBytes(handle, 0), options)) {
      ends.push(batch.end.offset);
      stop.abort();
    }
    await handle.close();
    expect(ends.length).toBe(2);
    expect(ends[1]).toBeLessThan(2_500_000);
  });

  test("lines around the edge of a block come through whole, wherever the edge falls", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 3, maxLength: 8 }),
        async (lengths) => {
          const lines = lengths.map((length, at) => String(at % 10).repeat(length));
          const entries = entriesOf(await read(lines.map((line) => `${line}\n`).join("")));
          expect(entries.map((entry) => entry.text)).toEqual(
            lines.map((line) => line.slice(0, LINE_BYTES)),
          );
          expect(entries.map((entry) => entry.cut)).toEqual(
            lines.map((line) => line.length > LINE_BYTES),
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});
