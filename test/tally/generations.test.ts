import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Generations } from "../../src/tally/generations.ts";

const SIZE = 4;

/** Few keys, of lengths around what decides the place of a trace, so that they meet. */
const key = fc.constantFrom("4ABC1", "4ABC2", "4ABC1D", "14ABC1D", "24ABC1D", "34ABC1D", "A", "");
const step = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), key }),
  fc.record({ kind: fc.constant("delete" as const), key }),
);

type Step = { readonly kind: "set" | "delete"; readonly key: string };

function take(map: Generations<number>, { kind, key }: Step, value: number): void {
  if (kind === "delete") map.delete(key);
  else map.set(key, value);
}

describe("a map that forgets in bulk", () => {
  test("knows what was set of late, and nothing that was deleted", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const map = new Generations<number>(SIZE);
        let latest: { readonly key: string; readonly value: number }[] = [];
        const deleted = new Set<string>();
        steps.forEach((one, index) => {
          latest = latest.filter((known) => known.key !== one.key);
          if (one.kind === "delete") {
            map.delete(one.key);
            deleted.add(one.key);
            return;
          }
          map.set(one.key, index);
          deleted.delete(one.key);
          latest.push({ key: one.key, value: index });
        });
        for (const known of latest.slice(-SIZE)) expect(map.get(known.key)).toBe(known.value);
        for (const gone of deleted) expect(map.get(gone)).toBeUndefined();
        const { old, young } = map.ages;
        expect(old.size + young.size).toBeLessThanOrEqual(2 * SIZE);
        for (const [known, value] of [...old, ...young]) expect(map.get(known)).toBe(value);
      }),
    );
  });

  test("made of the ages of another, goes on like that one", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, stop) => {
        const straight = new Generations<number>(SIZE);
        let map = new Generations<number>(SIZE);
        steps.forEach((one, index) => {
          if (index === stop) map = new Generations(SIZE, map.ages);
          for (const either of [straight, map]) take(either, one, index);
        });
        expect(map.ages).toEqual(straight.ages);
      }),
    );
  });
});
