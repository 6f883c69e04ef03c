import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createOverlap, lineHash } from "../../../ingest/sources/overlap.ts";

const hashed = (lines: string): readonly string[] => lines.split(" ").map(lineHash);

/** What is new of a stream of one-letter lines behind streams that ended so, when it comes line by line. */
function fresh(stream: string, ...tails: readonly string[]): string {
  const overlap = createOverlap(tails.map(hashed));
  const lines = stream.split(" ");
  const given = lines.flatMap((line) => overlap.pass([line], false));
  return [...given, ...overlap.pass([], true)].join(" ");
}

describe("of a stream that begins as an earlier one ended", () => {
  test.each([
    ["the repeat is passed over", "c d e f", ["a b c d"], "e f"],
    ["a repeat of the whole is passed over", "a b c", ["a b c"], ""],
    ["one line is a repeat too", "d e f", ["a b c d"], "e f"],
    ["a run that stops before the end of the earlier one is new", "b c x", ["a b c d"], "b c x"],
    ["a run in its middle is new, however long", "a b c", ["a b c d"], "a b c"],
    ["a line of the earlier one that comes later is new", "x d e", ["a b c d"], "x d e"],
    ["only the beginning is compared", "c d c d", ["a b c d"], "c d"],
    ["the longest repeat counts", "a b a b c", ["a b a b"], "c"],
    ["each of several hosts has its own end", "m n o", ["a b c", "l m n"], "o"],
    ["the stream that read on longest decides", "b c d e f", ["a b c", "a b c d e"], "f"],
    ["a line written over and over is new", "x x y", ["x x x x"], "x x y"],
    ["all of a line written over and over repeats", "x x x x y", ["x x x x"], "y"],
    ["nothing is held against nothing", "a b", [], "a b"],
  ])("%s", (_, stream, tails, expected) => {
    expect(fresh(stream, ...tails)).toBe(expected);
  });
});

test("a stream is held back only while it may be a repeat", () => {
  const overlap = createOverlap([hashed("a b c")]);
  expect([overlap.pass(["b"], false), overlap.isOpen()]).toEqual([[], true]);
  expect([overlap.pass(["x"], false), overlap.isOpen()]).toEqual([["b", "x"], false]);
  expect(overlap.pass(["b", "c"], false)).toEqual(["b", "c"]);
  expect(overlap.skipped().length).toBe(0);
});

test("whatever `tail -n` repeats of a log of different lines, each line is read once", () => {
  const places = fc.tuple(fc.nat(80), fc.nat(64), fc.nat(30), fc.integer({ min: 1, max: 7 }));
  fc.assert(
    fc.property(places, ([read, back, more, step]) => {
      const log = Array.from({ length: read + more }, (_, at) => `line ${at}`);
      const overlap = createOverlap([log.slice(0, read).slice(-64).map(lineHash)]);
      const again = log.slice(Math.max(0, read - back));
      const given: string[] = [];
      for (let at = 0; at < again.length; at += step)
        given.push(...overlap.pass(again.slice(at, at + step), false));
      given.push(...overlap.pass([], true));
      expect(given).toEqual(log.slice(read));
    }),
  );
});
