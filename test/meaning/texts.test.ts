import { expect, test } from "vitest";
import { createSpokenReader } from "../../ingest/spoken.ts";
import { causeOf } from "../../src/meaning/cause.ts";
import { CATALOGUE } from "../../src/meaning/rules/catalogue.ts";
import { CAUSES } from "../../src/meaning/rules/rule.ts";
import { NOW } from "../support/walk.ts";
import { HELD_OUT } from "./texts/held-out.ts";
import { SERVERS } from "./texts/servers.ts";
import { TUNED_ON } from "./texts/tuned-on.ts";

const read = createSpokenReader(NOW);

function causeOfText(reply: string): string {
  const { code, enhanced, stage, text } = read(reply);
  return causeOf({ provider: "unknown", code, enhanced, stage, text }).cause;
}

test.each([...TUNED_ON, ...SERVERS])("%s: %s", (causes, reply) => {
  expect(causes.split(" ")).toContain(causeOfText(reply));
});

test("nine of ten sentences that no rule was written for get an accepted cause", () => {
  const accepted = HELD_OUT.filter(([causes, reply]) =>
    causes.split(" ").includes(causeOfText(reply)),
  );
  expect(accepted.length / HELD_OUT.length).toBeGreaterThan(0.9);
});

test("every text names causes that exist", () => {
  const known: ReadonlySet<string> = new Set(CAUSES);
  const named = [...HELD_OUT, ...TUNED_ON, ...SERVERS].flatMap(([causes]) => causes.split(" "));
  expect(named.filter((cause) => !known.has(cause))).toEqual([]);
});

test("no rule is a whole reply", () => {
  const whole = [...CATALOGUE.values()].filter(({ rule }) => {
    const source = rule.says?.source ?? "";
    return source.startsWith("^") && source.endsWith("$");
  });
  expect(whole.map(({ rule }) => rule.id)).toEqual([]);
});

test("every rule says where its text is from, and when it was looked at", () => {
  for (const { rule } of CATALOGUE.values()) {
    expect(rule.source.length, rule.id).toBeGreaterThan(3);
    expect(rule.date, rule.id).toMatch(/^20\d\d-\d\d-\d\d$/u);
  }
});
