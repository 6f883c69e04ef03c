import { describe, expect, test } from "vitest";
import type { Timeline } from "../../reports/model.ts";
import { localTime } from "../../reports/render/local-time.ts";
import { peakText, rateTitle, volumeTitle } from "../../reports/titles.ts";
import { type Column, timeline } from "./timelines.ts";

const TIME = localTime("Europe/Berlin");

const FIRST_CUT = { partial: [true, false, false] };

describe("the title of the rate picture", () => {
  test.each<readonly [string, Timeline, string]>([
    ["no bucket at all", timeline([]), "No attempt in this window, so no rate"],
    [
      "nothing tried",
      timeline([
        [0, 0],
        [0, 0],
      ]),
      "No attempt in this window, so no rate",
    ],
    [
      "no bucket reaches the minimum volume",
      timeline(
        [
          [9, 10],
          [0, 0],
          [19, 19],
        ],
        {
          Yahoo: [
            [9, 10],
            [0, 0],
            [19, 19],
          ],
        },
      ),
      "No rate can be drawn: never 20 attempts per hour",
    ],
    [
      "no bucket of five minutes reaches it",
      timeline([[19, 19]], {}, { bucketSeconds: 300 }),
      "No rate can be drawn: never 20 attempts per 5 minutes",
    ],
    [
      "flat zero",
      timeline(
        [
          [0, 40],
          [0, 400],
        ],
        {
          Yahoo: [
            [0, 20],
            [0, 200],
          ],
        },
      ),
      "0 % throughout: nobody throttled in this window",
    ],
    [
      "zero where there is a rate, and something where there is none",
      timeline(
        [
          [0, 40],
          [3, 12],
        ],
        {
          Yahoo: [
            [0, 20],
            [3, 10],
          ],
        },
      ),
      "0 % wherever there is a rate; 3 throttled recipients fell where there is none (under 20 attempts per hour)",
    ],
    [
      "the highest bucket of a provider",
      timeline(
        [
          [5, 100],
          [62, 200],
          [9, 100],
        ],
        {
          Gmail: [
            [5, 50],
            [0, 100],
            [9, 50],
          ],
          Yahoo: [
            [0, 50],
            [62, 100],
            [0, 50],
          ],
        },
      ),
      "Highest rate drawn: Yahoo, 62 % (62 of 100 attempts), 13 Nov 01:00",
    ],
    [
      "a provider goes before all when both are alike",
      timeline([[50, 100]], { Yahoo: [[50, 100]] }),
      "Highest rate drawn: Yahoo, 50 % (50 of 100 attempts), 13 Nov 00:00",
    ],
    [
      "providers without a rate, and all together with one",
      timeline(
        [
          [52, 80],
          [1, 90],
        ],
        {
          Yahoo: [
            [10, 12],
            [0, 15],
          ],
        },
      ),
      "Highest rate drawn: all providers together, 65 % (52 of 80 attempts), 13 Nov 00:00",
    ],
    [
      "small providers lift the sum above every line",
      timeline([[60, 100]], { Yahoo: [[10, 40]] }),
      "Highest rate drawn: all providers together, 60 % (60 of 100 attempts), 13 Nov 00:00",
    ],
    [
      "a higher partial bucket is no peak",
      timeline(
        [
          [90, 100],
          [30, 100],
          [20, 100],
        ],
        {},
        FIRST_CUT,
      ),
      "Highest rate of a whole bucket: all providers together, 30 % (30 of 100 attempts), 13 Nov 01:00",
    ],
    [
      "only the partial bucket throttled",
      timeline(
        [
          [90, 100],
          [0, 100],
          [0, 100],
        ],
        {},
        FIRST_CUT,
      ),
      "Highest rate drawn: all providers together, 90 % (90 of 100 attempts), 13 Nov 00:00",
    ],
    [
      "a day is named by its date",
      timeline([[30, 100]], {}, { bucketSeconds: 86_400 }),
      "Highest rate drawn: all providers together, 30 % (30 of 100 attempts), Fri 13 Nov",
    ],
  ])("%s", (_, given, title) => {
    expect(rateTitle(given, TIME)).toBe(title);
  });
});

describe("the legend says of a line", () => {
  test.each<readonly [string, Column, Partial<Timeline>, string]>([
    [
      "its peak",
      [
        [1, 50],
        [31, 50],
      ],
      {},
      "peak 62 %, 13 Nov 01:00",
    ],
    [
      "that it is flat",
      [
        [0, 50],
        [0, 50],
      ],
      {},
      "0 % throughout",
    ],
    [
      "that it has no rate",
      [
        [9, 10],
        [8, 19],
      ],
      {},
      "never 20 attempts per hour",
    ],
    [
      "a partial peak where there is no other",
      [
        [9, 50],
        [0, 50],
      ],
      { partial: [true, false] },
      "peak 18 %, 13 Nov 00:00",
    ],
  ])("%s", (_, column, change, text) => {
    const given = timeline(column, { Yahoo: column }, change);
    const [line] = given.lines;
    expect(line === undefined ? null : peakText(line, given, TIME)).toBe(text);
  });
});

describe("the title of the volume picture", () => {
  test.each<readonly [Timeline, string]>([
    [timeline([]), "No attempt in this window"],
    [timeline([[0, 0]]), "No attempt in this window"],
    [timeline([[0, 1]]), "1 attempt; busiest hour 13 Nov 00:00 with 1"],
    [
      timeline([
        [0, 900],
        [0, 1100],
      ]),
      "2,000 attempts; busiest hour 13 Nov 01:00 with 1,100",
    ],
  ])("%#", (given, title) => {
    expect(volumeTitle(given, TIME)).toBe(title);
  });
});
