import { describe, expect, test } from "vitest";
import { sendersOf } from "../../reports/senders.ts";

const WINDOW = {
  from: "2026-11-20T00:00:00Z",
  until: "2026-11-21T00:00:00Z",
  zone: "UTC",
  readUntil: null,
} as const;

type Cell = readonly [sender: string, provider: string, recipients: number, attempts: number];

const rowsOf = (cells: readonly Cell[]) =>
  cells.map(([sender, provider, recipients, attempts]) => ({
    ...{ sender, provider, recipients, attempts },
  }));

describe("who throttles which of our senders", () => {
  const senders = sendersOf(
    WINDOW,
    rowsOf([
      ["news.example.org", "yahoo", 50, 100],
      ["news.example.org", "google", 40, 100],
      ["news.example.org", "gmx", 30, 100],
      ["news.example.org", "apple", 20, 100],
      ["news.example.org", "orange", 10, 100],
      ["shop.example.org", "apple", 60, 100],
      ["shop.example.org", "gmx", 0, 80],
    ]),
  );
  const metBy = (place: number) =>
    senders?.rows[place]?.providers.map(({ provider, recipients, attempts }) => [
      ...[provider, recipients, attempts],
    ]);

  test("names the three that throttle a sender most, and the fourth where it is one of another's", () => {
    expect(metBy(0)).toEqual([
      ["yahoo", 50, 100],
      ["google", 40, 100],
      ["gmx", 30, 100],
      ["apple", 20, 100],
    ]);
  });

  test("has what a provider that is named for another sender took without throttling", () => {
    expect(metBy(1)).toEqual([
      ["apple", 60, 100],
      ["gmx", 0, 80],
    ]);
  });
});
