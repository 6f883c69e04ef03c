import { type CauseOf, causeOf, createCauseOf, type OwnRule } from "./cause.ts";
import type { Operator } from "./data/operator.ts";
import { createProviderOf, OPERATOR_NAMES, type ProviderOf, providerOf } from "./providers.ts";
import { CATALOGUE, type Entry } from "./rules/catalogue.ts";

/** What a user adds to what we know. */
export type OwnRules = {
  readonly rules: readonly OwnRule[];
  readonly operators: readonly Operator[];
};

/** Who answers, and why they refuse: ours, or ours with what a user added. `operators`: those with a key, and the name of each. */
export type Knowledge = {
  readonly operators: ReadonlyMap<string, string>;
  readonly causeOf: CauseOf;
  readonly providerOf: ProviderOf;
  readonly entryOf: (rule: string) => Entry | undefined;
};

export const BUILT_IN: Knowledge = {
  operators: OPERATOR_NAMES,
  causeOf,
  providerOf,
  entryOf: (rule) => CATALOGUE.get(rule),
};

export function createKnowledge({ rules, operators }: OwnRules): Knowledge {
  const own = new Map(
    rules.map((rule) => [rule.id, { rule, provider: rule.providers[0] ?? null }]),
  );
  const ownNames = operators.map(({ key, name }) => [key, name] as const);
  return {
    operators: new Map([...OPERATOR_NAMES, ...ownNames]),
    causeOf: createCauseOf(rules),
    providerOf: createProviderOf(operators),
    entryOf: (rule) => own.get(rule) ?? CATALOGUE.get(rule),
  };
}
