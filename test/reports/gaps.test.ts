import { describe, expect, test } from "vitest";
import { statesOf } from "../../reports/gaps.ts";

const HOUR = 3600;

type Stretch = readonly [first: number, last: number, source?: string];

/** `#` is a bucket with attempts, `.` one without, `?` one of which nothing is known. Stretches are sources of their own. */
function statesIn(
  pattern: string,
  covered: readonly Stretch[],
  window: { readonly width?: number; readonly until?: number } = {},
): string {
  const { width = HOUR, until = pattern.length * width } = window;
  const starts = Array.from(pattern, (_, index) => index * width);
  const { states } = statesOf({
    starts,
    width,
    from: 0,
    until,
    active: Array.from(pattern, (mark) => mark === "#"),
    covered: covered.map(([first, last, source = `${first}`]) => ({ source, first, last })),
  });
  return states.map((state) => ({ seen: "#", quiet: ".", unknown: "?" })[state]).join("");
}

describe("acceptance 5: unknown is told from quiet", () => {
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
    const width = 300;
    expect(statesIn(`${busy}.....${busy}`, [[0, 125 * 300]], { width })).toBe(
      `${busy}.....${busy}`,
    );
    expect(statesIn(`${busy}......${busy}`, [[0, 126 * 300]], { width })).toBe(
      `${busy}??????${busy}`,
    );
  });

  /** Minutes after 22:00 at which the last line of one day and the first of the next were written. */
  const around = (last: number, first: number, sources: readonly [string, string]): Stretch[] => {
    const evening = 22 * HOUR;
    return [
      [0, evening + last * 60, sources[0]],
      [evening + first * 60, 26 * HOUR - 1, sources[1]],
    ];
  };
  const BUSY = "#".repeat(22 * 12);
  const RARE = "#..........#".repeat(22);

  test.each([
    ["20 minutes in one source", BUSY, 110, 130, ["a", "a"], "."],
    ["20 minutes between two sources", BUSY, 110, 130, ["a", "b"], "."],
    ["50 minutes in one busy source", BUSY, 95, 145, ["a", "a"], "?"],
    ["50 minutes between two sources", BUSY, 95, 145, ["a", "b"], "?"],
    ["50 minutes in a source that rarely speaks", RARE, 95, 145, ["a", "a"], "."],
    ["50 minutes between two sources that rarely speak", RARE, 95, 145, ["a", "b"], "?"],
  ] as const)("midnight is like noon: %s", (_, before, last, first, sources, mark) => {
    const evening = Array.from({ length: 48 }, (__, bucket) =>
      bucket * 5 > last && bucket * 5 + 5 <= first ? "." : "#",
    ).join("");
    const states = statesIn(before + evening, around(last, first, sources), { width: 300 });
    expect(states.slice(before.length).replaceAll("#", "")).toBe(
      mark.repeat(evening.replaceAll("#", "").length),
    );
  });

  test.each([
    ["eleven minutes before the first line", "..########", [[660, 3000]], {}, "..########"],
    ["eighteen minutes after the last line", "######....", [[0, 1790]], {}, "######...."],
    ["half an hour before the first line", "......####", [[1800, 3000]], {}, "??????####"],
    [
      "forty minutes of a last hour that is not over",
      "###.",
      [[0, 3 * HOUR - 1]],
      { width: HOUR, until: 3 * HOUR + 2400 },
      "###.",
    ],
  ] as const)("the ends of a window: %s", (_, pattern, covered, window, states) => {
    expect(statesIn(pattern, covered, { width: 300, ...window })).toBe(states);
  });

  test("gaps carry their kind and both ends", () => {
    const { gaps } = statesOf({
      starts: [0, HOUR, 2 * HOUR, 3 * HOUR],
      width: HOUR,
      from: 0,
      until: 4 * HOUR,
      active: [true, false, false, true],
      covered: [
        { source: "a", first: 0, last: HOUR - 1 },
        { source: "b", first: 3 * HOUR, last: 4 * HOUR - 1 },
      ],
    });
    expect(gaps).toEqual([
      { kind: "no log", from: "1970-01-01T01:00:00Z", until: "1970-01-01T03:00:00Z" },
    ]);
  });

  test("a gap does not reach beyond the window", () => {
    const { gaps } = statesOf({
      starts: [0, HOUR, 2 * HOUR],
      width: HOUR,
      from: 1800,
      until: 2 * HOUR + 600,
      active: [true, false, false],
      covered: [{ source: "a", first: 0, last: HOUR - 1 }],
    });
    expect(gaps).toEqual([
      { kind: "no log", from: "1970-01-01T01:00:00Z", until: "1970-01-01T02:10:00Z" },
    ]);
  });
});
