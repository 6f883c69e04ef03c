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
  const lowered = words.toLowerCase();
  const rules = said.code === 0 ? NO_REPLY : (WITH_OWN.get(said.provider) ?? WITHOUT_OWN);
  const rule = rules.find((candidate) => {
    if (!isFor(candidate, said.code, said.enhanced)) return false;
    return candidate.says === undefined || says(candidate.says, words, lowered);
  });
  return rule === undefined ? { cause: "unknown", rule: "" } : { cause: rule.cause, rule: rule.id };
}

function isFor(rule: Rule, code: number, enhanced: string | null): boolean {
  if (rule.codes !== undefined && !rule.codes.includes(code)) return false;
  return rule.enhanced === undefined || rule.enhanced.includes(enhanced ?? "");
}

/** Patterns of any case with their letters in lower case: matching those to lowered words costs far less than folding case. */
const LOWERED = new Map<RegExp, RegExp>();

/** `\\S` in a pattern, which stays as it is, or a capital letter of what it says. */
const ESCAPE_OR_CAPITAL = /\\.|[A-Z]/gu;

function says(pattern: RegExp, words: string, lowered: string): boolean {
  if (!pattern.ignoreCase) return pattern.test(words);
  let plain = LOWERED.get(pattern);
  if (plain === undefined) {
    const source = pattern.source.replace(ESCAPE_OR_CAPITAL, (found) =>
      found.length === 1 ? found.toLowerCase() : found,
    );
    plain = new RegExp(source, "u");
    LOWERED.set(pattern, plain);
  }
  return plain.test(lowered);
}
