import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINE_FORMS } from "../support/line-forms.ts";
import { mutatedLine } from "../support/mutations.ts";
import { freshTally } from "../support/tally.ts";
import { createReader } from "../support/walk.ts";

describe("a line of every form", () => {
  test("is read as it stands", () => {
    const read = createReader();
    expect(LINE_FORMS.filter((line) => read(line).kind === "issue")).toEqual([]);
  });

  test("with anything done to it is a value, a skip or an issue, and never throws", () => {
    const read = createReader();
    const tally = freshTally();
    const kinds = { value: 0, skip: 0, issue: 0 };
    fc.assert(
      fc.property(mutatedLine, (text) => {
        const outcome = read(text);
        kinds[outcome.kind]++;
        if (outcome.kind === "value") tally.add(outcome.value);
        if (kinds.value % 1000 === 0) tally.drain();
      }),
      { numRuns: 80_000, seed: 421 },
    );
    expect(Math.min(kinds.value, kinds.skip, kinds.issue)).toBeGreaterThan(1000);
  }, 120_000);
});
