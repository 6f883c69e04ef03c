import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import type { Batch } from "../../src/domain/batch.ts";
import { Failure } from "../../src/domain/failure.ts";
import { openDatabase } from "../../src/store/open.ts";
import type { Keep } from "../../src/store/store.ts";
import { createMailLog } from "../chaos/mail-log.ts";
import { content, numbers } from "../support/content.ts";
import { temporaryFolder } from "../support/files.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";
import { walk } from "../support/walk.ts";
import { walkAside } from "../support/walk-aside.ts";

/** Cuts every batch where `sizes` say, over and over. */
function splitAt(sizes: readonly number[]) {
  let turn = 0;
  return async function* (batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
    for await (const batch of batches) yield* piecesOf(batch, () => sizes[turn++ % sizes.length]);
  };
}

/** A batch in pieces; one without entries stays whole. */
function* piecesOf(batch: Batch, sizeOfNext: () => number | undefined): Iterable<Batch> {
  const { entries } = batch;
  let start = batch.start;
  let from = 0;
  do {
    const to = from + (sizeOfNext() ?? 1);
    const next = entries[to];
    const end = next === undefined ? batch.end : { offset: next.offset, line: next.line };
    const isLast = next === undefined && batch.isLast;
    yield { ...batch, start, end, entries: entries.slice(from, to), isLast };
    start = end;
    from = to;
  } while (from < entries.length);
}

const EXAMPLES = new URL("../../examples/", import.meta.url);
const RECORDINGS = ["postfix-file/mail.log", "exim-mainlog/all.log", "exim-mainlog/default.log"];

describe("two threads count what one counts", () => {
  test.each(RECORDINGS)("%s, cut anywhere and kept after every piece", async (name) => {
    const path = fileURLToPath(new URL(name, EXAMPLES));
    const alone = openDatabase(":memory:");
    const aside = openDatabase(":memory:");
    const totals = await walk([path], alone);
    expect(totals.throttled).toBeGreaterThan(100);
    const split = splitAt([1, 7, 30, 2]);
    expect(await walkAside([path], aside, { split, commitEvery: 0 })).toEqual(totals);
    expect(content(aside)).toEqual(content(alone));
  });

  test("any log, in any pieces, grown between two runs", async () => {
    const runs = fc.record({
      seed: fc.nat(1_000_000),
      lines: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 3 }),
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      commitEvery: fc.constantFrom(0, 60_000),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ seed, lines, sizes, commitEvery }) => {
        const mail = createMailLog(openRandom(seed));
        const path = join(temporaryFolder(), "mail.log");
        const alone = openDatabase(":memory:");
        const aside = openDatabase(":memory:");
        for (const count of lines) {
          appendFileSync(path, mail.lines(count));
          const totals = await walk([path], alone);
          const options = { split: splitAt(sizes), commitEvery };
          expect(await walkAside([path], aside, options)).toEqual(totals);
        }
        expect(content(aside)).toEqual(content(alone));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test("a file under two names, and once more, is one file", async () => {
    const folder = temporaryFolder();
    const names = [join(folder, "mail.log"), join(folder, "mail.log.1")];
    for (const name of names) writeFileSync(name, SAMPLE_LOG);
    const alone = openDatabase(":memory:");
    await walk(names.slice(0, 1), alone);
    const aside = openDatabase(":memory:");
    await walkAside([...names, ...names], aside);
    expect(content(aside)).toEqual(content(alone));
    expect((await walkAside(names, aside)).lines).toBe(0);
    expect(content(aside)).toEqual(content(alone));
  });
});

test("what cannot be kept ends the walk with its reason, and nothing after it is kept", async () => {
  const path = join(temporaryFolder(), "mail.log");
  writeFileSync(path, createMailLog(openRandom(1)).lines(100));
  const db = openDatabase(":memory:");
  let kept = 0;
  const keptBy =
    (keep: Keep): Keep =>
    (commit) => {
      kept++;
      if (kept === 3) throw new Failure("the disk is full", "make room");
      keep(commit);
    };
  const options = { split: splitAt([5]), commitEvery: 0, keptBy };
  await expect(walkAside([path], db, options)).rejects.toThrow("the disk is full");
  expect(kept).toBe(3);
  expect(numbers(db, "SELECT sum(understood + not_understood) FROM coverage")).toEqual([10]);
});
