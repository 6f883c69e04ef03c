import { describe, expect, test } from "vitest";
import { statesOf } from "../../reports/gaps.ts";

const HOUR = 3600;

/** `#` is a bucket with attempts, `.` one without. */
function statesIn(
  pattern: string,
  covered: readonly (readonly [number, number])[],
  width = HOUR,
): string {
  const starts = Array.from(pattern, (_, index) => index * width);
  const { states } = statesOf({
    starts,
    width,
    active: Array.from(pattern, (mark) => mark === "#"),
    covered: covered.map(([first, last]) => ({ first, last })),
  });
  return states.map((state) => ({ seen: "#", quiet: ".", unknown: "?" })[state]).join("");
}

describe("unknown is told from quiet", () => {
  test.each([
    [
      "a busy log falls silent",
      "##########...##########",
      [[0, 23 * HOUR]],
      "##########???##########",
    ],
    ["a quiet log is quiet", "#.#..#...#..#.", [[0, 14 * HOUR]], "#.#..#...#..#."],
    ["no log before the first line", "...###", [[3 * HOUR, 6 * HOUR]], "???###"],
    ["no log after the last line", "###...", [[0, 3 * HOUR - 1]], "###???"],
    [
      "a hole between two sources",
      "##....##",
      [
        [0, 2 * HOUR - 1],
        [6 * HOUR, 8 * HOUR - 1],
      ],
      "##????##",
    ],
    ["read, but nothing was ever tried", "....", [[0, 4 * HOUR]], "...."],
    [
      "without coverage the attempts decide",
      "####################..",
      [],
      "####################??",
    ],
    ["attempts outside the coverage are known", "##", [[5 * HOUR, 6 * HOUR]], "##"],
  ] as const)("%s", (_, pattern, covered, states) => {
    expect(statesIn(pattern, covered)).toBe(states);
  });

  test("a silence of less than half an hour is nothing", () => {
    const busy = "#".repeat(60);
    expect(statesIn(`${busy}.....${busy}`, [[0, 125 * 300]], 300)).toBe(`${busy}.....${busy}`);
    expect(statesIn(`${busy}......${busy}`, [[0, 126 * 300]], 300)).toBe(`${busy}??????${busy}`);
  });

  test("gaps carry their kind and both ends", () => {
    const { gaps } = statesOf({
      starts: [0, HOUR, 2 * HOUR, 3 * HOUR],
      width: HOUR,
      active: [true, false, false, true],
      covered: [
        { first: 0, last: HOUR - 1 },
        { first: 3 * HOUR, last: 4 * HOUR - 1 },
      ],
    });
    expect(gaps).toEqual([
      { kind: "no log", from: "1970-01-01T01:00:00Z", until: "1970-01-01T03:00:00Z" },
    ]);
  });
});
