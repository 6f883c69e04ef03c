import { expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";

test("the same seed draws the same numbers, another seed others", () => {
  const drawn = (seed: number): number[] => {
    const random = openRandom(seed);
    return Array.from({ length: 20 }, () => random.below(1000));
  };
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(8)).not.toEqual(drawn(7));
});

test("a chance comes true about as often as asked", () => {
  const random = openRandom(3);
  let hits = 0;
  for (let draw = 0; draw < 100_000; draw++) hits += random.chance(0.25) ? 1 : 0;
  expect(hits).toBeGreaterThan(24_500);
  expect(hits).toBeLessThan(25_500);
});

test("zero works as a seed", () => {
  const random = openRandom(0);
  const draws = new Set(Array.from({ length: 50 }, () => random.below(1_000_000)));
  expect(draws.size).toBeGreaterThan(45);
});

test("ids have the asked length and their alphabet", () => {
  const random = openRandom(1);
  expect(random.id(12)).toMatch(/^(?=.?\d)[a-z0-9]{12}$/u);
  expect(random.hex(8)).toMatch(/^[0-9A-F]{8}$/u);
});
