import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InFlight } from "../../src/tally/in-flight.ts";

const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("the set of what is in flight", () => {
  test("knows what was added and nothing else, however it has grown", () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 3000 }), fc.array(hash), (added, others) => {
        const set = new InFlight();
        for (const one of added) set.add(one);
        const known = new Set(added.map((one) => one || 1));
        for (const one of [...added, ...others]) expect(set.has(one)).toBe(known.has(one || 1));
      }),
      { numRuns: 50 },
    );
  });

  test("takes everything to be in it while another may have added to it, until it is filled anew", () => {
    const set = new InFlight();
    set.add(7);
    set.distrust();
    expect([set.has(7), set.has(8)]).toEqual([true, true]);
    set.refill([9]);
    expect([set.has(7), set.has(8), set.has(9)]).toEqual([false, false, true]);
  });

  test("asks to be filled anew before what is over outgrows what is not", () => {
    const set = new InFlight();
    let added = 0;
    while (!set.isCrowded && added < 1_000_000) set.add(Math.imul(++added, 0x9e3779b1) >>> 0);
    expect(added).toBeLessThan(100_000);
    set.refill([1, 2, 3]);
    expect(set.isCrowded).toBe(false);
  });

  test("holds a million messages in 16 MB", () => {
    const set = new InFlight();
    for (let one = 1; one <= 1_000_000; one++) set.add(Math.imul(one, 0x9e3779b1) >>> 0);
    expect(set.has(Math.imul(1_000_000, 0x9e3779b1) >>> 0)).toBe(true);
    expect(set.bytes).toBeLessThanOrEqual(16 * 2 ** 20);
  });
});
