import { expect, test } from "vitest";
import { medianOf } from "../../bench/contest.ts";
import type { Summary } from "../../bench/summary.ts";
import { renderSummary, tableOf } from "../../bench/summary.ts";

test.each([
  [[3], 3],
  [[4, 1], 2.5],
  [[9, 1, 5], 5],
])("the median of %j is %d", (values, median) => {
  expect(medianOf(values)).toBe(median);
});

test("a table aligns names to the left and numbers to the right", () => {
  const rows = [
    ["tool", "s"],
    ["wc -l", "0.1"],
    ["x", "12.0"],
  ];
  expect(tableOf(rows)).toBe("tool      s\nwc -l   0.1\nx      12.0\n");
});

test("a summary shows speed, memory, pipe and counts, and marks what differs", () => {
  const summary: Summary = {
    schema: "smtp-analyze/bench/1",
    machine: "a machine",
    log: { megabytes: 20, lines: 120_000, share421: 0.0625 },
    rounds: 1,
    speed: [
      {
        tool: "smtp-analyze",
        bestSeconds: 0.5,
        medianSeconds: 0.55,
        cpuSeconds: 0.45,
        megabytesPerSecond: 40,
        linesPerSecond: 240_000,
        ratio: 21.04,
        cpuRatio: 20.55,
        peakMegabytes: null,
      },
    ],
    eximSpeed: [],
    journalSpeed: [],
    memory: [{ inputMegabytes: 100, seconds: 1.5, peakMegabytes: 90.4 }],
    latency: { lines: 3, medianSeconds: 0.25, longestSeconds: 0.5 },
    checks: [
      { what: "421: replies", expected: 7, found: 7 },
      { what: "421: withheld", expected: 7, found: 8 },
    ],
  };
  expect(renderSummary(summary)).toBe(`a machine

log: 20 MB, 120,000 lines, 6.3 % with a 421; rounds: 1

tool          best s  median s  cpu s  MB/s  lines/s  x pflogsumm  x by cpu  peak MB
smtp-analyze    0.50      0.55   0.45    40  240,000         21.0      20.6      n/a

ingest of  seconds  peak MB
100 MB        1.50       90

pipe: 3 lines, visible to SQL after median 0.250 s, longest 0.500 s

count          generated  in the database
421: replies           7                7       same
421: withheld          7                8  DIFFERENT
`);
});
