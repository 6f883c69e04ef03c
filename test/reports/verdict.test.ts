import { describe, expect, test } from "vitest";
import type { Lately, ProviderRow } from "../../reports/model.ts";
import { localTime } from "../../reports/render/local-time.ts";
import { measureOf, NO_COUNTS, rateOf } from "../../reports/statistics.ts";
import { type Course, type Evidence, stateOfRate, verdictOf } from "../../reports/verdict.ts";

const CALM: Course = { peak: null, lastSeen: "18 Nov 08:00", ongoing: false };

function lately(recipients: number, attempts: number): Lately {
  return { from: "2026-11-19T06:00:00Z", recipients, attempts, rate: rateOf(recipients, attempts) };
}

function row(
  name: string,
  recipients: number,
  attempts: number,
  end: Lately | null = null,
): ProviderRow {
  return {
    provider: name,
    name,
    ranked: attempts >= 100,
    ...measureOf({ ...NO_COUNTS, recipients }, attempts),
    topCause: "Too fast",
    firstAt: null,
    lastAt: null,
    history: [],
    lately: end,
    hosts: [],
    hostsOmitted: { hosts: 0, ...measureOf(NO_COUNTS, 0) },
  };
}

function evidence(providers: readonly ProviderRow[], change: Partial<Evidence> = {}): Evidence {
  const recipients = providers.reduce((sum, { recipients: hits }) => sum + hits, 0);
  const attempts = providers.reduce((sum, { attempts: tries }) => sum + tries, 0);
  return {
    total: measureOf({ ...NO_COUNTS, recipients }, attempts),
    providers,
    courseOf: () => CALM,
    notUnderstood: 0,
    time: localTime("UTC"),
    counted: "421 reply",
    ...change,
  };
}

describe("acceptance 18: the state of a rate turns on the lower end of its interval", () => {
  test.each([
    [0, 1000, "ok"],
    [16, 1000, "ok"],
    [17, 1000, "watch"],
    [63, 1000, "watch"],
    [64, 1000, "critical"],
    [3, 19, "ok"],
    [1000, 1000, "critical"],
  ])("%i of %i is %s", (recipients, attempts, state) => {
    expect(stateOfRate(rateOf(recipients, attempts))).toBe(state);
  });
});

describe("acceptance 18: the verdict", () => {
  test.each([
    ["nothing was tried", evidence([]), "insufficient"],
    ["99 attempts are too few", evidence([row("a", 99, 99)]), "insufficient"],
    ["a quiet day", evidence([row("a", 0, 5000)]), "ok"],
    ["a little everywhere", evidence([row("a", 3, 5000), row("b", 2, 5000)]), "ok"],
    ["one provider noticeably", evidence([row("a", 100, 5000), row("b", 0, 90_000)]), "watch"],
    ["one provider badly", evidence([row("a", 1000, 5000), row("b", 0, 90_000)]), "critical"],
    ["a small provider says nothing", evidence([row("a", 90, 99), row("b", 0, 90_000)]), "ok"],
    [
      "many small ones together",
      evidence(Array.from({ length: 9 }, (_, at) => row(`p${at}`, 40, 99))),
      "critical",
    ],
    ["a good week with a bad end", evidence([row("a", 150, 50_000, lately(150, 900))]), "critical"],
    ["a bad end of too few attempts", evidence([row("a", 50, 50_000, lately(50, 99))]), "ok"],
    [
      "quiet, but half of the lines were not read",
      evidence([row("a", 0, 5000)], { notUnderstood: 0.5 }),
      "insufficient",
    ],
    [
      "quiet, and five in a hundred were not read",
      evidence([row("a", 0, 5000)], { notUnderstood: 0.05 }),
      "ok",
    ],
    [
      "trouble counts even when lines were not read",
      evidence([row("a", 1000, 5000)], { notUnderstood: 0.5 }),
      "critical",
    ],
  ])("%s", (_, given, state) => {
    expect(verdictOf(given).state).toBe(state);
  });

  test.each([
    [evidence([]), "Not enough data for a verdict: no attempt in this window, 100 are needed."],
    [
      evidence([row("a", 1, 12)]),
      "Not enough data for a verdict: only 12 attempts in this window, 100 are needed.",
    ],
    [
      evidence([row("Gmail", 0, 5000)]),
      "Nobody throttled our mail: no 421 reply in 5,000 attempts.",
    ],
    [
      evidence([row("Gmail", 30, 5000)]),
      "Nobody is above the threshold. Highest: Gmail, 0.60 % (30 of 5,000 attempts).",
    ],
    [evidence([row("Yahoo", 1000, 5000)]), "Yahoo throttled our mail."],
    [
      evidence([row("Yahoo", 1000, 5000)], { courseOf: () => ({ ...CALM, ongoing: true }) }),
      "Yahoo is throttling our mail.",
    ],
    [
      evidence(["A", "B", "C", "D", "E"].map((name) => row(name, 1000, 5000))),
      "A, B, C and 2 more throttled our mail.",
    ],
    [
      evidence([row("a", 0, 5000)], { notUnderstood: 0.5 }),
      "No verdict: 50 % of the delivery lines were not understood, so a quiet picture proves nothing.",
    ],
  ])("is said in one sentence (%#)", (given, sentence) => {
    expect(verdictOf(given).sentence).toBe(sentence);
  });

  test("gives three findings, the critical ones first, and counts the rest", () => {
    const rows = [
      row("watched", 100, 5000),
      ...["A", "B", "C"].map((name) => row(name, 1000, 5000)),
    ];
    const verdict = verdictOf(evidence(rows));
    expect(verdict.findings.map(({ name, state }) => [name, state])).toEqual([
      ["A", "critical"],
      ["B", "critical"],
      ["C", "critical"],
    ]);
    expect(verdict.more).toBe(1);
  });

  test("a finding names numerator, denominator, cause, worst hour and end", () => {
    const course: Course = {
      peak: { when: "18 Nov 02:00", recipients: 312, attempts: 511 },
      lastSeen: "18 Nov 08:00",
      ongoing: true,
    };
    const given = evidence([row("Yahoo", 1204, 3871, lately(812, 5034))], {
      courseOf: () => course,
    });
    expect(verdictOf(given).findings[0]?.text).toBe(
      "deferred 31 % (1,204 of 3,871 attempts); mostly: Too fast; worst 18 Nov 02:00 with 61 % (312 of 511); still going on: 16 % (812 of 5,034 attempts) since 19 Nov 06:00.",
    );
  });
});
