import fc from "fast-check";
import { expect, test } from "vitest";
import { Placed, Places } from "../../src/threads/places.ts";

const OBJECTS = Array.from({ length: 12 }, (_, id) => ({ id }));

test("numbers lead back to what they were given for, however often everything is forgotten", () => {
  const commits = fc.array(fc.array(fc.nat(OBJECTS.length), { maxLength: 10 }), { maxLength: 20 });
  fc.assert(
    fc.property(commits, fc.integer({ min: 1, max: 6 }), (rounds, most) => {
      const places = new Places<{ id: number }>(most);
      const placed = new Placed<{ id: number }>();
      let isAnew = true;
      for (const round of rounds) {
        const values = round.map((id) => OBJECTS[id] ?? null);
        const numbers = values.map((value) => places.of(value));
        placed.add(places.drain(), isAnew);
        expect(numbers.map((number) => placed.find(number))).toEqual(values);
        isAnew = places.isFull;
        if (isAnew) places.forget();
      }
    }),
  );
});

test("what was never sent is an error, not something else", () => {
  expect(() => new Placed().at(1)).toThrow("place 1 was never sent");
});
