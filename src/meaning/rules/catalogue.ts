import { BOOKS } from "./books.ts";
import { GENERAL } from "./general.ts";
import { NO_REPLY } from "./no-reply.ts";
import type { Rule } from "./rule.ts";

/** A rule and, where it is an operator's, the first of the providers whose words it knows. */
export type Entry = { readonly rule: Rule; readonly provider: string | null };

/** Every rule there is, by its id. */
export const CATALOGUE: ReadonlyMap<string, Entry> = new Map(
  [
    ...BOOKS.flatMap(({ providers, own, anywhere }) =>
      [...own, ...anywhere].map((rule) => ({ rule, provider: providers[0] ?? null })),
    ),
    ...[...GENERAL, ...NO_REPLY].map((rule) => ({ rule, provider: null })),
  ].map((entry) => [entry.rule.id, entry]),
);
