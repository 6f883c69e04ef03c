import type { RemoteHost } from "../domain/remote-host.ts";
import type { Stage } from "../domain/stage.ts";
import type { Cause, CauseOf } from "./cause.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { BUILT_IN, type Knowledge } from "./knowledge.ts";
import { sampleOf } from "./sample.ts";

/** A reply or a reason as a dialect hands it over. `text` is as logged, digits included; `code` is 0 without a reply. */
export type Said = {
  readonly remote: RemoteHost | null;
  readonly code: number;
  readonly enhanced: string | null;
  readonly dsn: string | null;
  readonly stage: Stage;
  readonly text: string;
};

/** What a reply means, in the form that is stored: `''` and 0 stand for nothing. */
export type Meaning = {
  readonly provider: string;
  readonly code: number;
  readonly enhanced: string;
  readonly dsn: string;
  readonly stage: Stage;
  readonly fingerprint: string;
  readonly sample: string;
  readonly cause: Cause;
  readonly rule: string;
};

export type Understand = (said: Said) => Meaning;

/** Entries kept before the memory starts afresh: bounds the memory a hostile remote end can make us use. */
const CAPACITY = 20_000;

/** Replies that the next one is held against, found by length: what is quoted again and again often comes as the same string. */
const RECENT = 64;

type Recent = { readonly said: Said; readonly meaning: Meaning };

type ProviderReplies = { readonly provider: string; readonly replies: Map<string, Meaning[]> };

/**
 * The meaning step. The same reply of the same provider gives the same object, which callers use as a map key; after
 * the memory was full once it may be a new, equal one.
 */
export function createUnderstand(
  capacity: number = CAPACITY,
  knowledge: Knowledge = BUILT_IN,
): Understand {
  const understand = createMemory(capacity, knowledge);
  const recent: Recent[] = [];
  return (said) => {
    const place = said.text.length % RECENT;
    const last = recent[place];
    if (last !== undefined && isSame(last.said, said)) return last.meaning;
    const meaning = understand(said);
    recent[place] = { said, meaning };
    return meaning;
  };
}

/** Meanings by provider and fingerprint, up to a bound. */
function createMemory(capacity: number, { causeOf, providerOf }: Knowledge): Understand {
  const byProvider = new Map<string, ProviderReplies>();
  const byName = new Map<string, ProviderReplies>();
  const bySocket = new Map<string, ProviderReplies>();
  let kept = 0;

  const repliesOf = (provider: string): ProviderReplies => {
    const known = byProvider.get(provider);
    if (known !== undefined) return known;
    const fresh = { provider, replies: new Map<string, Meaning[]>() };
    byProvider.set(provider, fresh);
    return fresh;
  };

  const repliesFrom = (remote: RemoteHost | null): ProviderReplies => {
    if (remote === null) return repliesOf("unknown");
    if (remote.isFilter === true) return repliesOf("local");
    const hosts = remote.ip === null ? bySocket : byName;
    const known = hosts.get(remote.name);
    if (known !== undefined) return known;
    const fresh = repliesOf(providerOf(remote));
    hosts.set(remote.name, fresh);
    kept++;
    return fresh;
  };

  return (said) => {
    if (kept >= capacity) {
      byProvider.clear();
      byName.clear();
      bySocket.clear();
      kept = 0;
    }
    const { provider, replies } = repliesFrom(said.remote);
    const fingerprint = fingerprintOf(said.text);
    const alike = replies.get(fingerprint);
    const known = alike?.find((meaning) => isSameReply(meaning, said));
    if (known !== undefined) return known;
    const meaning = meaningOf(provider, fingerprint, said, causeOf);
    kept++;
    if (alike === undefined) replies.set(fingerprint, [meaning]);
    else alike.push(meaning);
    return meaning;
  };
}

function isSame(one: Said, other: Said): boolean {
  return (
    one.text === other.text &&
    one.remote === other.remote &&
    one.code === other.code &&
    one.enhanced === other.enhanced &&
    one.dsn === other.dsn &&
    one.stage === other.stage
  );
}

function isSameReply(meaning: Meaning, said: Said): boolean {
  return (
    meaning.code === said.code &&
    meaning.enhanced === (said.enhanced ?? "") &&
    meaning.dsn === (said.dsn ?? "") &&
    meaning.stage === said.stage
  );
}

function meaningOf(provider: string, fingerprint: string, said: Said, causeOf: CauseOf): Meaning {
  const { code, enhanced, stage, text } = said;
  return {
    provider,
    code,
    enhanced: enhanced ?? "",
    dsn: said.dsn ?? "",
    stage,
    fingerprint,
    sample: sampleOf(text),
    ...causeOf({ provider, code, enhanced, stage, text }),
  };
}
