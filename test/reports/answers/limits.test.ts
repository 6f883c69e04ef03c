import { describe, expect, test } from "vitest";
import { limitsOf } from "../../../reports/answers/limits.ts";
import { onsetOf } from "../../../reports/answers/onset.ts";
import { snippetOf } from "../../../reports/answers/snippet.ts";
import type { LimitRow } from "../../../reports/model-limits.ts";

describe("the rate at which refusals began", () => {
  test.each<[string, readonly number[], object | null]>([
    ["nothing is known without an onset", [], null],
    [
      "one onset is its own median, and gives no interval",
      [480],
      { onsets: 1, lowest: 48, median: 48, highest: 48, interval: null },
    ],
    [
      "five are too few for an interval",
      [100, 500, 300, 200, 400],
      { onsets: 5, lowest: 10, median: 30, highest: 50, interval: null },
    ],
    [
      "of six, all six make the interval of the median: 1 − 2 ÷ 2⁶ = 96.9 %",
      [100, 200, 300, 400, 500, 600],
      { onsets: 6, lowest: 10, median: 35, highest: 60, interval: { low: 10, high: 60 } },
    ],
    [
      "of nine, the outermost two are left out",
      [10, 20, 30, 40, 50, 60, 70, 80, 90],
      { onsets: 9, lowest: 1, median: 5, highest: 9, interval: { low: 2, high: 8 } },
    ],
  ])("%s", (_, attempts, expected) => {
    expect(onsetOf(attempts)).toEqual(expected);
  });
});

describe("what is said of a provider", () => {
  const row = (attempts: readonly (number | null)[], perTen: number): LimitRow | undefined =>
    limitsOf({
      window: { from: "", until: "", zone: "UTC", readUntil: null },
      provider: null,
      mta: "postfix",
      highest: [
        { provider: "yahoo", minutes: 90, delivered: 4000, per_minute: 55, per_ten: perTen },
      ],
      onsets: attempts.map((sum, at) => ({ provider: "yahoo", at, attempts: sum })),
      domains: [{ provider: "yahoo", domain: "yahoo.com" }],
    }).rows[0];

  test("no limit seen, up to the most that was taken", () => {
    expect(row([], 400)).toMatchObject({ sureness: "no limit seen", below: null, snippet: [] });
    expect(row([], 400)?.sentence).toBe(
      "no limit seen up to 55/min (400 in 10 min, 4,000 delivered in all).",
    );
  });

  test("an episode whose minutes before are unknown tells no rate", () => {
    expect(row([null], 400)?.sentence).toContain("1 episode without known minutes before it");
  });

  test("a limit is weak below six episodes, and 20 % below the lowest is advised", () => {
    expect(row([400, 500, null], 400)).toMatchObject({ sureness: "weak", below: 32, episodes: 3 });
    expect(row([400, 500, null], 400)?.sentence).toContain(
      "refusals began at 45/min (median of 2 of 3 episodes, 40 to 50; too few for an interval)",
    );
  });

  test("and fair from six on", () => {
    expect(row([400, 410, 420, 430, 440, 450], 400)).toMatchObject({ sureness: "fair", below: 32 });
  });

  test.each<[string, readonly number[], number]>([
    ["much more was taken at other times", [100, 110], 400],
    ["the onsets lie far apart", [100, 400], 90],
  ])("no rate is advised where %s", (_, attempts, perTen) => {
    const limit = row(attempts, perTen);
    expect(limit).toMatchObject({ sureness: "not the rate alone", below: null, snippet: [] });
    expect(limit?.sentence).toContain("The rate alone does not explain it");
  });
});

/** What Exim would run. */
const EXPANSION = ["$", "{run{sh}}"].join("");

describe("the settings", () => {
  const text = (
    below: number,
    mta: "postfix" | "exim",
    domains: readonly string[] = ["a.example"],
  ) =>
    snippetOf({ provider: "one.example", below }, domains, mta)
      .map((part) => part.text)
      .join("\n");

  test("wait between deliveries so long that the rate stays below", () => {
    expect(text(38.4, "postfix")).toContain("slow_one_example_transport_rate_delay = 2s");
    expect(text(0.5, "postfix")).toContain("slow_one_example_transport_rate_delay = 120s");
    expect(text(60, "postfix")).toContain("slow_one_example_transport_rate_delay = 1s");
  });

  test("limit connections where a second between deliveries is too long, in both files", () => {
    expect(text(200, "postfix")).not.toContain("rate_delay");
    expect(text(200, "postfix")).toContain("slow_one_example_destination_concurrency_limit = 3");
    expect(text(200, "postfix")).toContain("slow_one_example unix - - n - 3 smtp");
    expect(text(200, "exim")).toContain("max_parallel = 3");
  });

  test("name no domain that could be more than a name", () => {
    const hostile = ["a.example", "b.example\nroot: |sh", EXPANSION, "-x", ""];
    expect(text(30, "exim", hostile)).toBe(text(30, "exim"));
    expect(snippetOf({ provider: "x", below: 30 }, [EXPANSION], "exim")).toEqual([]);
  });
});
