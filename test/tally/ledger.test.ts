import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Batch } from "../../src/domain/batch.ts";
import { Ledger, type SourceDelta } from "../../src/tally/ledger.ts";

const source = { name: "mail.log", fingerprint: "f", hashedBytes: 9 };
const DAY = 86_400;
const entry = (line: number) => ({ offset: line * 10, line, text: "", cut: false });

/** Lines of ten bytes. */
function batch(from: number, to: number, reference = 5 * DAY * 1000): Batch {
  const at = (line: number) => ({ offset: line * 10, line });
  return { source, start: at(from), end: at(to), entries: [], reference, isLast: false };
}

function sums(delta: SourceDelta | null) {
  const days = delta?.days ?? [];
  const sum = (key: "bytes" | "understood" | "irrelevant" | "notUnderstood") =>
    days.reduce((total, day) => total + day[key], 0);
  return [sum("bytes"), sum("understood"), sum("irrelevant"), sum("notUnderstood")];
}

describe("the ledger", () => {
  test("puts dropped lines on the day of the stamp before them", () => {
    const ledger = new Ledger();
    ledger.open(batch(0, 10));
    ledger.date(entry(2), DAY * 1000 + 5000);
    ledger.understood();
    ledger.date(entry(7), 2 * DAY * 1000);
    ledger.close(batch(0, 10));
    const delta = ledger.drain();
    expect(delta?.days).toMatchObject([
      {
        day: DAY,
        bytes: 70,
        understood: 1,
        irrelevant: 6,
        notUnderstood: 0,
        firstAt: DAY + 5,
        lastAt: DAY + 5,
      },
      { day: 2 * DAY, bytes: 30, understood: 0, irrelevant: 3, firstAt: 2 * DAY, lastAt: 2 * DAY },
    ]);
    expect(delta).toMatchObject({ start: { offset: 0 }, end: { offset: 100, line: 10 } });
  });

  test("dates a source without any stamp by its reference", () => {
    const ledger = new Ledger();
    ledger.open(batch(0, 3));
    ledger.notUnderstood({ code: "unknown-envelope", excerpt: "junk" });
    ledger.close(batch(0, 3));
    expect(ledger.drain()?.days).toMatchObject([
      { day: 5 * DAY, bytes: 30, irrelevant: 2, notUnderstood: 1, firstAt: null, lastAt: null },
    ]);
  });

  test("goes on after a drain, and gives nothing when nothing was read", () => {
    const ledger = new Ledger();
    ledger.open(batch(0, 4));
    ledger.date(entry(0), 1000);
    ledger.understood();
    ledger.close(batch(0, 4));
    expect(sums(ledger.drain())).toEqual([40, 1, 3, 0]);
    expect(ledger.drain()).toBeNull();
    ledger.open(batch(4, 6));
    ledger.flaw("malformed-reply");
    ledger.close(batch(4, 6));
    const delta = ledger.drain();
    expect(delta).toMatchObject({ start: { line: 4 }, end: { line: 6 } });
    expect(delta?.days[0]?.issues).toEqual(new Map([["malformed-reply", 1]]));
  });

  test("accounts for every line and byte once, however days and batches fall", () => {
    const fates = fc.array(
      fc.record({
        gap: fc.nat(5),
        day: fc.nat(3),
        fate: fc.constantFrom("understood", "not", "skip"),
        end: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(fates, (steps) => {
        const ledger = new Ledger();
        const seen = [0, 0, 0, 0];
        const expected = { understood: 0, not: 0, skip: 0 };
        let start = 0;
        let line = 0;
        steps.forEach(({ gap, day, fate, end }, index) => {
          if (line === start) ledger.open(batch(start, start));
          line += gap;
          ledger.date(entry(line), (day + 1) * DAY * 1000);
          if (fate === "understood") ledger.understood();
          if (fate === "not") ledger.notUnderstood({ code: "unknown-record", excerpt: "" });
          expected[fate as "understood" | "not" | "skip"]++;
          line++;
          if (!end && index < steps.length - 1) return;
          ledger.close(batch(start, line));
          start = line;
          sums(ledger.drain()).forEach((value, at) => {
            seen[at] = (seen[at] ?? 0) + value;
          });
        });
        expect(seen).toEqual([
          line * 10,
          expected.understood,
          line - expected.understood - expected.not,
          expected.not,
        ]);
      }),
    );
  });
});
