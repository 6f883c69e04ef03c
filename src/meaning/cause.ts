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
}): { cause: Cause; rule: string } {
  const words = normalised(said.text, READ_LENGTH);
  const rules = said.code === 0 ? NO_REPLY : (WITH_OWN.get(said.provider) ?? WITHOUT_OWN);
  const rule = rules.find((candidate) => holds(candidate, said.code, said.enhanced, words));
  return rule === undefined ? { cause: "unknown", rule: "" } : { cause: rule.cause, rule: rule.id };
}

function holds(rule: Rule, code: number, enhanced: string | null, words: string): boolean {
  if (rule.codes !== undefined && !rule.codes.includes(code)) return false;
  if (rule.enhanced !== undefined && !rule.enhanced.includes(enhanced ?? "")) return false;
  return rule.says === undefined || rule.says.test(words);
}
