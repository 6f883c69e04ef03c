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

  test("takes a stream that begins again under its old name for a new one", () => {
    const ledger = new Ledger();
    for (const lines of [20, 2]) {
      ledger.open(batch(0, lines));
      for (let line = 0; line < lines; line++) ledger.date(entry(line), 1000);
      for (let line = 0; line < lines; line++) ledger.understood();
      ledger.close(batch(0, lines));
      expect(sums(ledger.drain())).toEqual([lines * 10, lines, 0, 0]);
    }
  });

  test("accounts for every line and byte once, however days and batches fall", () => {
    const step = fc.record({
      gap: fc.nat(5),
      day: fc.nat(3),
      fate: fc.constantFrom("understood", "not understood", "irrelevant"),
      isEnd: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const { lines, seen } = play(steps);
        const fates = (fate: string) => steps.filter((one) => one.fate === fate).length;
        const understood = fates("understood");
        const notUnderstood = fates("not understood");
        const irrelevant = lines - understood - notUnderstood;
        expect(seen).toEqual([lines * 10, understood, irrelevant, notUnderstood]);
      }),
    );
  });
});

type Step = {
  readonly gap: number;
  readonly day: number;
  readonly fate: string;
  readonly isEnd: boolean;
};

/** Notes one entry per step, `gap` dropped lines before it, and drains at the end of each batch. */
function play(steps: readonly Step[]): { readonly lines: number; readonly seen: number[] } {
  const ledger = new Ledger();
  let seen = [0, 0, 0, 0];
  let start = 0;
  let lines = 0;
  ledger.open(batch(0, 0));
  for (const { gap, day, fate, isEnd } of [...steps, { gap: 0, day: 0, fate: "", isEnd: true }]) {
    lines += gap;
    ledger.date(entry(lines), (day + 1) * DAY * 1000);
    if (fate === "understood") ledger.understood();
    if (fate === "not understood") ledger.notUnderstood({ code: "unknown-record", excerpt: "" });
    lines++;
    if (!isEnd) continue;
    ledger.close(batch(start, lines));
    start = lines;
    const drained = sums(ledger.drain());
    ledger.open(batch(start, start));
    seen = seen.map((value, at) => value + (drained[at] ?? 0));
  }
  return { lines, seen };
}
