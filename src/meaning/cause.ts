import type { Stage } from "../domain/stage.ts";
import { normalised } from "./fingerprint.ts";
import { BOOKS } from "./rules/books.ts";
import { GENERAL } from "./rules/general.ts";
import { NO_REPLY } from "./rules/no-reply.ts";
import type { Cause, Rule } from "./rules/rule.ts";

export type { Cause } from "./rules/rule.ts";

/** How much of a reply is read for its cause, in characters after normalising: code words often stand at the very end. */
const READ_LENGTH = 1500;

const ANYWHERE: readonly Rule[] = BOOKS.flatMap((book) => book.anywhere);
const WITH_OWN: ReadonlyMap<string, readonly Rule[]> = new Map(
  BOOKS.flatMap((book) =>
    book.providers.map((provider) => [
      provider,
      [...book.anywhere, ...book.own, ...ANYWHERE, ...GENERAL],
    ]),
  ),
);
const WITHOUT_OWN: readonly Rule[] = [...ANYWHERE, ...GENERAL];

/** What a cause is read from. */
export type Refusal = {
  readonly provider: string;
  readonly code: number;
  readonly enhanced: string | null;
  readonly stage: Stage;
  readonly text: string;
};

type Judgement = { readonly cause: Cause; readonly rule: string };

export type CauseOf = (said: Refusal) => Judgement;

/** A rule of the user's. It stands before all of ours, for the providers it names or for everybody. */
export type OwnRule = Rule & { readonly providers: readonly string[] };

/** Why a provider refused, and the rule that says so: its own code words first, its own sentences, then everybody's words. */
export function createCauseOf(own: readonly OwnRule[]): CauseOf {
  return (said) => {
    const words = normalised(said.text, READ_LENGTH);
    const ofUser = own.find(
      (rule) =>
        (rule.providers.length === 0 || rule.providers.includes(said.provider)) &&
        holds(rule, said, words),
    );
    if (ofUser !== undefined) return { cause: ofUser.cause, rule: ofUser.id };
    const rules = said.code === 0 ? NO_REPLY : (WITH_OWN.get(said.provider) ?? WITHOUT_OWN);
    return rules === WITHOUT_OWN ? everybodysJudgement(said, words) : judged(rules, said, words);
  };
}

export const causeOf: CauseOf = createCauseOf([]);

/** What hosts without rules of their own say: many say the same, and asking every rule takes longer than all else. */
const everybodys = new Map<string, Judgement>();
const CAPACITY = 1000;

function everybodysJudgement(said: Refusal, words: string): Judgement {
  const key = `${said.code} ${said.enhanced} ${words}`;
  const known = everybodys.get(key);
  if (known !== undefined) return known;
  const found = judged(WITHOUT_OWN, said, words);
  if (everybodys.size >= CAPACITY) everybodys.clear();
  everybodys.set(key, found);
  return found;
}

function judged(rules: readonly Rule[], said: Refusal, words: string): Judgement {
  const rule = rules.find((candidate) => holds(candidate, said, words));
  return rule === undefined ? { cause: "unknown", rule: "" } : { cause: rule.cause, rule: rule.id };
}

function holds(rule: Rule, { code, enhanced }: Refusal, words: string): boolean {
  if (rule.codes !== undefined && !rule.codes.includes(code)) return false;
  if (rule.enhanced !== undefined && !rule.enhanced.includes(enhanced ?? "")) return false;
  if (rule.unless?.test(words) === true) return false;
  return rule.says === undefined || rule.says.test(words);
}
