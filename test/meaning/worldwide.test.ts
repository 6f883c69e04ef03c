import { expect, test } from "vitest";
import { CAUSES } from "../../src/meaning/rules/rule.ts";
import { command } from "../support/run.ts";
import { PROVIDERS } from "./texts/worldwide.ts";
import { ANYBODYS } from "./texts/worldwide-servers.ts";

const WORLDWIDE = [...PROVIDERS, ...ANYBODYS];

type Answer = { readonly provider: string; readonly cause: string; readonly rule: string };

const answers: Promise<readonly Answer[]> = (async () => {
  const stdin = WORLDWIDE.map(([, , host, reply]) => `${host}\t${reply}\n`).join("");
  const { stdout } = await command(["why", "--format", "jsonl", "-"], { stdin });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
})();

test("each of sixty replies has the provider of its host", async () => {
  const told = (await answers).map(({ provider }) => provider);
  expect(told).toEqual(WORLDWIDE.map(([, provider]) => provider));
});

test("all but two of sixty replies have a cause that a reader accepts, and a rule behind it", async () => {
  const missed = (await answers).flatMap(({ cause, rule }, place) => {
    const [causes = "", , , reply = ""] = WORLDWIDE[place] ?? [];
    return causes.split(" ").includes(cause) && rule !== "" ? [] : [[cause, reply.slice(0, 40)]];
  });
  expect(missed).toEqual([
    ["policy", "450 4.7.1 [CS02] Message deferred due to"],
    ["blocklist", "421 4.7.0 Deferred: sending host has a p"],
  ]);
});

test("the sixty are sixty, all different, and name causes that exist", () => {
  expect(new Set(WORLDWIDE.map(([, , , reply]) => reply)).size).toBe(60);
  const known: ReadonlySet<string> = new Set(CAUSES);
  const named = WORLDWIDE.flatMap(([causes]) => causes.split(" "));
  expect(named.filter((cause) => !known.has(cause))).toEqual([]);
});
