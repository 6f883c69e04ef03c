import type { RemoteHost } from "../domain/remote-host.ts";
import type { Stage } from "../domain/stage.ts";
import type { Cause } from "./cause.ts";
import { SENDER_PAGES, type SenderPages } from "./data/sender-pages.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { BUILT_IN, type Knowledge } from "./knowledge.ts";
import { namedAddress, namedLists } from "./named.ts";
import { type CodeWords, explainCode, explainStatus, type StatusWords } from "./numbers.ts";
import { PLAYBOOK } from "./playbook.ts";
import { operatorInText, providerName } from "./providers.ts";
import { type Recipes, recipesOf } from "./recipes.ts";
import { type Retry, retryOf } from "./retry.ts";
import type { Entry } from "./rules/catalogue.ts";
import { sampleOf } from "./sample.ts";

/**
 * What is to be explained. `code` 0: no reply code; then `enhanced` alone, or our own MTA's words. `provider`: who said it, where
 * somebody knows better than the host's name.
 */
export type Question = {
  readonly remote: RemoteHost | null;
  readonly code: number;
  readonly enhanced: string | null;
  readonly stage: Stage;
  readonly text: string;
  readonly provider?: string;
};

/** How sure we are of the provider: whoever asks names it, the host that answered, what the text says, or nothing. */
type ProviderFrom = "named" | "host" | "text" | "nothing";

/** A reply in short: what a table of many wants. Cause is null where nothing was refused. */
export type Classified = {
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly host: string | null;
  readonly stage: Stage;
  readonly provider: string;
  readonly providerFrom: ProviderFrom;
  readonly cause: Cause | null;
  readonly rule: string;
  readonly retry: Retry["helps"];
  readonly fingerprint: string;
};

/** Everything that can be said about one reply, plain data. */
export type Explanation = Omit<Classified, "retry"> & {
  readonly text: string;
  readonly codeWords: CodeWords | null;
  readonly statusWords: StatusWords | null;
  readonly providerName: string;
  readonly label: string | null;
  readonly who: string | null;
  readonly ruleExample: string | null;
  readonly ruleSource: string | null;
  readonly retry: Retry;
  readonly steps: readonly string[];
  readonly recipes: Recipes;
  readonly pace: string | null;
  readonly links: readonly string[];
};

/** What `why --format json` prints. */
export type WhyDocument = { readonly schema: "smtp-analyze/why/1" } & Explanation;

/** The same answer that ingest stores; without a host, the provider is guessed from code words and host names in the text. */
export function classify(question: Question, knowledge: Knowledge = BUILT_IN): Classified {
  const { code, enhanced, remote, stage, text } = question;
  const { provider, from } = whose(question, knowledge);
  const { cause, rule } = causeFor(question, provider, knowledge);
  return {
    code: code === 0 ? null : code,
    enhanced,
    host: remote === null ? null : remote.name,
    stage,
    provider,
    providerFrom: from,
    cause,
    rule,
    retry: retryOf(cause, firstDigit(question)).helps,
    fingerprint: fingerprintOf(text),
  };
}

export function explain(question: Question, knowledge: Knowledge = BUILT_IN): Explanation {
  const short = classify(question, knowledge);
  const { cause, rule, provider, code, enhanced } = short;
  const pages = SENDER_PAGES.get(provider) ?? NO_PAGES;
  return {
    ...short,
    text: sampleOf(question.text),
    codeWords: code === null ? null : explainCode(code),
    statusWords: enhanced === null ? null : explainStatus(enhanced, provider),
    providerName: knowledge.operators.get(provider) ?? providerName(provider),
    ruleExample: knowledge.entryOf(rule)?.rule.example || null,
    ruleSource: sourceOf(knowledge.entryOf(rule)),
    retry: retryOf(cause, firstDigit(question)),
    pace: pages.pace,
    links: pages.links,
    ...adviceFor(cause, question, pages),
  };
}

/** `postmaster.orange.fr, 2026-11-20` */
function sourceOf(entry: Entry | undefined): string | null {
  return entry === undefined ? null : `${entry.rule.source}, ${entry.rule.date}`;
}

const NO_PAGES: SenderPages = { links: [], pace: null, domains: [] };

type AdviceParts = Pick<Explanation, "label" | "who" | "steps" | "recipes">;

function adviceFor(cause: Cause | null, question: Question, pages: SenderPages): AdviceParts {
  if (cause === null) {
    return { label: null, who: null, steps: [], recipes: { postfix: [], exim: [], checks: [] } };
  }
  const { label, who, steps } = PLAYBOOK[cause];
  const recipes = recipesOf(cause, {
    domains: pages.domains.length > 0 ? pages.domains : ["example.com"],
    address: namedAddress(question.text, question.remote?.ip ?? null) ?? "192.0.2.1",
    lists: namedLists(question.text),
  });
  return { label, who, steps, recipes };
}

function firstDigit({ code, enhanced }: Question): string {
  return code === 0 ? (enhanced?.charAt(0) ?? "") : String(code).charAt(0);
}

function whose(
  question: Question,
  { causeOf, providerOf, entryOf }: Knowledge,
): { readonly provider: string; readonly from: ProviderFrom } {
  const { remote, text } = question;
  if (question.provider !== undefined) return { provider: question.provider, from: "named" };
  if (remote !== null) return { provider: providerOf(remote), from: "host" };
  const { rule } = causeOf({ ...question, code: question.code || 421, provider: "unknown" });
  const provider = entryOf(rule)?.provider ?? operatorInText(text);
  return provider === null ? { provider: "unknown", from: "nothing" } : { provider, from: "text" };
}

/** A yes has no cause, unless it closes the connection with words that are one. */
function causeFor(
  question: Question,
  provider: string,
  { causeOf }: Knowledge,
): { readonly cause: Cause | null; readonly rule: string } {
  const digit = firstDigit(question);
  const isReply = question.code !== 0 || question.enhanced !== null;
  const found = causeOf({ ...question, provider, code: isReply ? question.code || 421 : 0 });
  if (digit !== "2" && digit !== "3") return found;
  return question.code === 221 && TELLING.has(found.cause) ? found : { cause: null, rule: "" };
}

/** Causes that no ordinary goodbye speaks of. */
const TELLING: ReadonlySet<Cause> = new Set<Cause>([
  "rate_limit",
  "connection_limit",
  "reputation",
  "blocklist",
  "server_busy",
]);
