import { describe, expect, test } from "vitest";
import type { Meaning } from "../../src/meaning/understand.ts";
import {
  type Journey,
  LOST_AFTER,
  type Outcome,
  type Step,
  travel,
} from "../../src/tally/journey.ts";

const said = (code: number, cause: Meaning["cause"]): Meaning => ({
  provider: "example.net",
  code,
  enhanced: "",
  dsn: "",
  stage: "rcpt",
  fingerprint: "",
  sample: "",
  cause,
  rule: "",
});
const GREYLIST = said(450, "greylist");
const LIMIT = said(421, "connection_limit");
const RATE = said(451, "rate_limit");

const refused = (at: number, meaning = LIMIT): Step => ({
  kind: "refused",
  recipient: 1,
  at,
  meaning,
});
const step = (kind: Exclude<Step["kind"], "refused">, at: number): Step => ({
  kind,
  recipient: 1,
  at,
});

type End = readonly [outcome: Outcome, tries: number, seconds: number];

function told(steps: readonly Step[]) {
  const ends: End[] = [];
  const intervals: (readonly [tryNumber: number, seconds: number])[] = [];
  let journey: Journey | null = null;
  for (const one of steps) {
    journey = travel(journey, one, {
      ended: ({ tries }, outcome, seconds) => ends.push([outcome, tries, seconds]),
      triedAgain: ({ tries }, seconds) => intervals.push([tries, seconds]),
    });
  }
  return { ends, intervals, journey };
}

describe("a journey", () => {
  test.each<[string, readonly Step[], readonly End[]]>([
    ["begins with a refusal and nothing else", [step("delivered", 5)], []],
    [
      "ends delivered at the second try",
      [refused(0), step("delivered", 300)],
      [["delivered", 2, 300]],
    ],
    [
      "counts tries that broke off",
      [refused(0), step("broken off", 60), refused(200), step("bounced", 500)],
      [["bounced", 4, 500]],
    ],
    [
      "given up without another try",
      [refused(0), refused(9), step("expired", 9)],
      [["expired", 2, 9]],
    ],
    [
      "whose message left without a word is lost track of",
      [refused(0), step("removed", 7)],
      [["lost track", 1, 7]],
    ],
    [
      "is no longer heard of once it ended",
      [refused(0), step("delivered", 5), step("bounced", 6)],
      [["delivered", 2, 5]],
    ],
    [
      "of days ago was lost, and another begins",
      [refused(0), refused(10), refused(LOST_AFTER + 11), step("delivered", LOST_AFTER + 20)],
      [
        ["lost track", 2, 10],
        ["delivered", 2, 9],
      ],
    ],
    [
      "is not ended by what happened days after it was lost",
      [refused(0), step("delivered", LOST_AFTER + 1)],
      [["lost track", 1, 0]],
    ],
    ["is not ended by an earlier life of its queue id", [refused(100), step("delivered", 50)], []],
    [
      "gains the tries of an older log that is read after a newer one",
      [refused(1000), refused(100), step("delivered", 2000)],
      [["delivered", 3, 1900]],
    ],
  ])("%s", (_, steps, ends) => {
    expect(told(steps).ends).toEqual(ends);
  });

  test("tells of each new try how long after the last it came, but of none that was read too late", () => {
    const { intervals } = told([refused(100), refused(400), refused(50), step("delivered", 1000)]);
    expect(intervals).toEqual([
      [2, 300],
      [4, 600],
    ]);
  });

  test.each([
    ["the first refusal", [GREYLIST, GREYLIST], GREYLIST],
    ["the first that throttles, by its cause", [GREYLIST, RATE, LIMIT], RATE],
    ["the first that throttles, by its number", [GREYLIST, LIMIT, RATE], LIMIT],
  ])("is filed under %s", (_, replies, filed) => {
    expect(told(replies.map((one, at) => refused(at, one))).journey?.filedUnder).toBe(filed);
  });
});
