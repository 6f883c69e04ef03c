import { describe, expect, test } from "vitest";
import type { SpreadQueryRow } from "../../reports/queries/spread.ts";
import { spreadOf } from "../../reports/spread.ts";

const WINDOW = {
  from: "2026-11-20T00:00:00Z",
  until: "2026-11-21T00:00:00Z",
  zone: "UTC",
  readUntil: null,
} as const;

type Cell = readonly [provider: string, service: string, recipients: number, attempts: number];

function rowsOf(cells: readonly Cell[]): readonly SpreadQueryRow[] {
  return cells.map(([provider, service, recipients, attempts]) => ({
    provider,
    log_host: "mx1",
    service,
    recipients,
    attempts,
  }));
}

const calm = (names: readonly string[]): readonly Cell[] =>
  names.map((name) => [name, "a/smtp", 0, 100] as const);

describe("them or us", () => {
  test.each<readonly [string, readonly Cell[], string]>([
    ["nobody sent anything", [], "Too few attempts to tell one provider from another."],
    [
      "a provider with too few attempts",
      [["yahoo", "a/smtp", 5, 19]],
      "Too few attempts to tell one provider from another.",
    ],
    [
      "nobody throttles",
      calm(["yahoo", "google"]),
      "None of 2 providers with 20 attempts or more is above the threshold.",
    ],
    [
      "one of many",
      [["yahoo", "a/smtp", 50, 100], ...calm(["google", "gmx", "apple"])],
      "1 of 4 providers with 20 attempts or more throttles. The others take our mail: that speaks for what these providers see in it. All mail left through mx1 a/smtp.",
    ],
    [
      "most of them",
      [["yahoo", "a/smtp", 50, 100], ["google", "a/smtp", 9, 100], ...calm(["gmx"])],
      "2 of 3 providers with 20 attempts or more throttle. Most of them at once: that speaks for a cause on our side. All mail left through mx1 a/smtp.",
    ],
    [
      "one of our services",
      [
        ["yahoo", "a/smtp", 50, 100],
        ["yahoo", "b/smtp", 0, 100],
        ["google", "b/smtp", 0, 100],
        ["gmx", "b/smtp", 0, 100],
      ],
      "1 of 3 providers with 20 attempts or more throttles. The others take our mail: that speaks for what these providers see in it. It meets 1 of our 2 services with enough attempts: mx1 a/smtp.",
    ],
    [
      "all of our services",
      [
        ["yahoo", "a/smtp", 50, 100],
        ["yahoo", "b/smtp", 40, 100],
      ],
      "1 of 1 provider with 20 attempts or more throttles. So few providers cannot tell them from us. It meets all of our 2 services with enough attempts.",
    ],
    [
      "services with too few attempts each",
      [
        ["yahoo", "a/smtp", 9, 15],
        ["yahoo", "b/smtp", 9, 15],
      ],
      "1 of 1 provider with 20 attempts or more throttles. So few providers cannot tell them from us. None of our services has enough attempts of its own.",
    ],
  ])("%s", (_, cells, sentence) => {
    expect(spreadOf(WINDOW, rowsOf(cells)).sentence).toBe(sentence);
  });

  test("a service has its own rate at each provider, the busiest first", () => {
    const { rows, services } = spreadOf(
      WINDOW,
      rowsOf([
        ["yahoo", "a/smtp", 10, 40],
        ["yahoo", "b/smtp", 6, 60],
        ["google", "a/smtp", 0, 100],
        ["yahoo", "a/smtp", 10, 10],
      ]),
    );
    expect(
      rows.map(({ provider, recipients, attempts }) => [provider, recipients, attempts]),
    ).toEqual([["yahoo", 26, 110]]);
    expect(
      rows[0]?.services.map(({ service, recipients, attempts, rate }) => [
        service,
        recipients,
        attempts,
        rate?.share,
      ]),
    ).toEqual([
      ["b/smtp", 6, 60, 0.1],
      ["a/smtp", 20, 50, 0.4],
    ]);
    expect(
      services.map(({ service, recipients, attempts }) => [service, recipients, attempts]),
    ).toEqual([
      ["a/smtp", 20, 150],
      ["b/smtp", 6, 60],
    ]);
  });
});
