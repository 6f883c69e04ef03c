import { type CauseOf, causeOf, createCauseOf, type OwnRule } from "./cause.ts";
import type { Operator } from "./data/operator.ts";
import { createProviderOf, type ProviderOf, providerOf } from "./providers.ts";
import { CATALOGUE, type Entry } from "./rules/catalogue.ts";

/** What a user adds to what we know. */
export type OwnRules = {
  readonly rules: readonly OwnRule[];
  readonly operators: readonly Operator[];
};

/** Who answers, and why they refuse: ours, or ours with what a user added. */
export type Knowledge = {
  readonly causeOf: CauseOf;
  readonly providerOf: ProviderOf;
  readonly entryOf: (rule: string) => Entry | undefined;
};

export const BUILT_IN: Knowledge = {
  causeOf,
  providerOf,
  entryOf: (rule) => CATALOGUE.get(rule),
};

export function createKnowledge({ rules, operators }: OwnRules): Knowledge {
  const own = new Map(
    rules.map((rule) => [rule.id, { rule, provider: rule.providers[0] ?? null }]),
  );
  return {
    causeOf: createCauseOf(rules),
    providerOf: createProviderOf(operators),
    entryOf: (rule) => own.get(rule) ?? CATALOGUE.get(rule),
  };
}
