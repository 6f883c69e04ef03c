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

/** Why a provider refused, and the rule that says so: its own code words first, its own sentences, then everybody's words. */
export function causeOf(said: {
  provider: string;
  code: number;
  enhanced: string | null;
  stage: Stage;
  text: string;
}): Judgement {
  const { code, enhanced } = said;
  const words = normalised(said.text, READ_LENGTH);
  const rules = code === 0 ? NO_REPLY : (WITH_OWN.get(said.provider) ?? WITHOUT_OWN);
  if (rules !== WITHOUT_OWN) return judged(rules, code, enhanced, words);
  const key = `${code} ${enhanced} ${words}`;
  const known = everybodys.get(key);
  if (known !== undefined) return known;
  const found = judged(rules, code, enhanced, words);
  if (everybodys.size >= CAPACITY) everybodys.clear();
  everybodys.set(key, found);
  return found;
}

type Judgement = { readonly cause: Cause; readonly rule: string };

/** What hosts without rules of their own say: many say the same, and asking every rule takes longer than all else. */
const everybodys = new Map<string, Judgement>();
const CAPACITY = 1000;

function judged(
  rules: readonly Rule[],
  code: number,
  enhanced: string | null,
  words: string,
): Judgement {
  const rule = rules.find((candidate) => {
    if (!isFor(candidate, code, enhanced)) return false;
    return candidate.says === undefined || candidate.says.test(words);
  });
  return rule === undefined ? { cause: "unknown", rule: "" } : { cause: rule.cause, rule: rule.id };
}

function isFor(rule: Rule, code: number, enhanced: string | null): boolean {
  if (rule.codes !== undefined && !rule.codes.includes(code)) return false;
  return rule.enhanced === undefined || rule.enhanced.includes(enhanced ?? "");
}
