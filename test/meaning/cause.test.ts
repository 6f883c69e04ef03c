import { describe, expect, test } from "vitest";
import { causeOf } from "../../src/meaning/cause.ts";
import { BOOKS } from "../../src/meaning/rules/books.ts";
import { GENERAL } from "../../src/meaning/rules/general.ts";
import { NO_REPLY } from "../../src/meaning/rules/no-reply.ts";
import type { Rule } from "../../src/meaning/rules/rule.ts";

const ENHANCED = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?: |$)/u;

function causeOfText(provider: string, text: string) {
  const code = Number.parseInt(text.slice(0, 3), 10);
  const enhanced = ENHANCED.exec(text)?.[1] ?? null;
  return causeOf({ provider, code, enhanced, stage: "rcpt", text });
}

const OWN = BOOKS.flatMap((book) =>
  book.own.map((rule) => [rule.id, book.providers[0] ?? "", rule] as const),
);
const ANYWHERE = BOOKS.flatMap((book) => book.anywhere.map((rule) => [rule.id, rule] as const));
const ALL: readonly Rule[] = [
  ...OWN.map(([, , rule]) => rule),
  ...ANYWHERE.map(([, rule]) => rule),
  ...GENERAL,
  ...NO_REPLY,
];

test.each(OWN)("%s holds for its provider, %s", (_id, provider, rule) => {
  expect(causeOfText(provider, rule.example)).toEqual({ cause: rule.cause, rule: rule.id });
});

test.each(ANYWHERE)("%s holds whoever answers", (_id, rule) => {
  expect(causeOfText("unknown", rule.example)).toEqual({ cause: rule.cause, rule: rule.id });
});

test.each(GENERAL.map((rule) => [rule.id, rule] as const))(
  "%s reads everybody's words",
  (_id, rule) => {
    expect(causeOfText("unknown", rule.example)).toEqual({ cause: rule.cause, rule: rule.id });
  },
);

test.each(NO_REPLY.map((rule) => [rule.id, rule] as const))(
  "%s reads our own MTA's words",
  (_id, { id, cause, example }) => {
    const said = {
      provider: "unknown",
      code: 0,
      enhanced: null,
      stage: "unknown",
      text: example,
    } as const;
    expect(causeOf(said)).toEqual({ cause, rule: id });
  },
);

test("a rule has one name and at least one condition", () => {
  expect(new Set(ALL.map((rule) => rule.id)).size).toBe(ALL.length);
  expect(ALL.filter((rule) => rule.says === undefined && rule.enhanced === undefined)).toEqual([]);
});

describe("border decisions", () => {
  test.each([
    [
      "greylisting beats the list it names",
      "421 4.7.1 Client host [192.0.2.1] blocked using grey.rbl - Greylisting in action",
      "greylist",
    ],
    [
      "a named list beats reputation",
      "450 4.7.1 poor reputation, see zen.spamhaus.org",
      "blocklist",
    ],
    [
      "items of one session are a connection limit",
      "421 too many messages in this connection",
      "connection_limit",
    ],
    [
      "items over time are a rate limit",
      "452 Too many recipients received this hour",
      "rate_limit",
    ],
    [
      "a quota of messages is no full mailbox",
      "452 4.3.1 You have exceeded your hourly sending quota",
      "rate_limit",
    ],
    [
      "a blocked 5xx greeting is a block",
      "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
      "blocklist",
    ],
    [
      "a refused 5xx greeting is doubt",
      "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
      "reputation",
    ],
    ["an address is no argument", "450 <greylisted.spam@example.net>: too busy", "server_busy"],
    ["a vague reply stays unknown", "451 4.7.1 Please try again later", "unknown"],
  ])("%s", (_title, text, cause) => {
    expect(causeOfText("unknown", text).cause).toBe(cause);
  });

  test("the provider's own code beats the words", () => {
    expect(causeOfText("orange", "421 mwinf5c04 ME Trop de connexions. OFR005_102 [102]")).toEqual({
      cause: "blocklist",
      rule: "orange.list",
    });
  });

  test("where lines are joined makes no difference", () => {
    const one =
      "450-4.2.1 The user you are trying to contact is receiving 450-4.2.1 mail at a rate that prevents 450 4.2.1 delivery.";
    const two =
      "450-4.2.1 The user you are trying to contact is receiving mail at\\n450 4.2.1 a rate that prevents delivery.";
    expect(causeOfText("google", one).rule).toBe("google.recipient-rate");
    expect(causeOfText("google", two).rule).toBe("google.recipient-rate");
  });

  test("nothing said is unknown, without a rule", () => {
    expect(causeOfText("unknown", "421")).toEqual({ cause: "unknown", rule: "" });
  });
});

test("a pattern of any case holds for words in any case", () => {
  const shouting = GENERAL.filter(
    ({ says, codes }) => says instanceof RegExp && says.ignoreCase && codes === undefined,
  );
  expect(shouting.length).toBeGreaterThan(20);
  for (const { example } of shouting) {
    const loud = example.toUpperCase();
    expect([loud, causeOfText("unknown", loud)]).toEqual([loud, causeOfText("unknown", example)]);
  }
});
