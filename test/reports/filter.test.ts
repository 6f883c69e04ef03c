import { describe, expect, test } from "vitest";
import {
  type Filter,
  filterOf,
  fragmentOf,
  matches,
  NO_FILTER,
  parseView,
  partOf,
  picked,
  without,
} from "../../reports/render/page/filter.ts";

const filter = (
  parts: { [key in "provider" | "cause" | "code" | "service"]?: string[] },
  text = "",
): Filter => ({
  provider: new Set(parts.provider),
  cause: new Set(parts.cause),
  code: new Set(parts.code),
  service: new Set(parts.service),
  text,
});

const YAHOO = {
  provider: "yahoo",
  cause: "reputation",
  code: "421 4.7.0",
  service: new Map([
    ["mx1 postfix/smtp", 3],
    ["mx1 bulk/smtp", 0],
  ]),
  text: "[tss04] slow",
};

describe("a filter", () => {
  test.each([
    ["that asks for nothing lets all pass", NO_FILTER, true],
    ["takes any value of one key", filter({ provider: ["google", "yahoo"] }), true],
    ["wants every key to hold", filter({ provider: ["yahoo"], cause: ["rate_limit"] }), false],
    ["takes one of several services", filter({ service: ["mx2 smtp", "mx1 bulk/smtp"] }), true],
    ["lets go what met other services", filter({ service: ["mx2 smtp"] }), false],
    ["finds a text whatever its case", filter({}, "TSS04"), true],
    ["wants text and keys to hold", filter({ provider: ["google"] }, "tss04"), false],
  ])("%s", (_, asked, expected) => {
    expect(matches(asked, YAHOO)).toBe(expected);
  });

  test.each([
    ["a click chooses", [], "yahoo", false, ["yahoo"]],
    ["a second click lets go", ["yahoo"], "yahoo", false, []],
    ["a click elsewhere moves the choice", ["yahoo"], "google", false, ["google"]],
    ["a click on one of two chooses it alone", ["yahoo", "google"], "google", false, ["google"]],
    ["Shift adds", ["yahoo"], "google", true, ["yahoo", "google"]],
    ["Shift takes away", ["yahoo", "google"], "yahoo", true, ["google"]],
  ])("%s", (_, before, value, adding, after) => {
    const next = picked(filter({ provider: before }), "provider", value, adding);
    expect([...next.provider]).toEqual(after);
  });

  test("loses one value and keeps the others", () => {
    const next = without(filter({ code: ["421", "451"] }, "x"), "code", "421");
    expect([[...next.code], next.text]).toEqual([["451"], "x"]);
  });
});

describe("the fragment of a view", () => {
  test.each([
    ["#?provider=yahoo&provider=google&text=a%26b+c&theme=dark", "dark"],
    ["#?code=421+4.7.0", "auto"],
    ["#?service=mx1.example.org+postfix%2Fsmtp", "auto"],
    ["#?cause=reputation&compare=off", "auto"],
    ["#?provider=yahoo&from=2026-11-18T02%3A00Z&until=2026-11-18T08%3A00Z", "auto"],
    ["", "auto"],
  ])("%j is read back as it was written", (fragment, theme) => {
    const view = parseView(fragment === "" ? "#?" : fragment);
    expect(
      fragmentOf(filterOf(view ?? new Map()), {
        theme,
        compare: view?.get("compare")?.[0] ?? null,
        part: partOf(view ?? new Map()),
      }),
    ).toBe(fragment);
  });

  test.each([
    "from=2026-11-18T08:00Z&until=2026-11-18T02:00Z",
    "from=2026-11-18T02:00Z",
    "from=x&until=y",
  ])("%s is no part of a window", (fields) => {
    expect(partOf(parseView(`#?${fields}`) ?? new Map())).toBeNull();
  });

  test.each(["#who", "", "#"])("%j names a place and no view", (fragment) => {
    expect(parseView(fragment)).toBeNull();
  });
});
