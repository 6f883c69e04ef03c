import { getDomain } from "tldts";
import { isLocalHop, type RemoteHost } from "../domain/remote-host.ts";
import { MAILBOX_OPERATORS } from "./data/mailbox-operators.ts";
import type { Operator } from "./data/operator.ts";
import { PLATFORM_OPERATORS } from "./data/platform-operators.ts";

/** What stands before a suffix: any name (`head` and `tail` empty), or one that begins and ends in a certain way. */
type Claim = {
  readonly key: string;
  readonly head: string;
  readonly tail: string;
  readonly isExact: boolean;
};

const OPERATORS: readonly Operator[] = [...MAILBOX_OPERATORS, ...PLATFORM_OPERATORS];
/** Who claims a suffix. */
type Claims = ReadonlyMap<string, readonly Claim[]>;

const CLAIMS: Claims = claimsBySuffix(OPERATORS);

/** Every operator we know, by key, with the name people know it by. */
export const OPERATOR_NAMES: ReadonlyMap<string, string> = new Map(
  OPERATORS.map(({ key, name }) => [key, name]),
);

const NAMES: ReadonlyMap<string, string> = new Map([
  ["local", "This machine"],
  ["unknown", "Unknown"],
  ...OPERATOR_NAMES,
]);

/**
 * Who runs a host: the operator whose MX names match on label boundaries, the longest match first; else the registrable
 * domain of the host; else its name (an address, a single label).
 */
export type ProviderOf = (remote: RemoteHost) => string;

/** `own`: operators of the user's. Of two that claim the same names theirs is first; a longer suffix still wins. */
export function createProviderOf(own: readonly Operator[]): ProviderOf {
  const claims = own.length === 0 ? CLAIMS : claimsBySuffix([...own, ...OPERATORS]);
  return (remote) => {
    if (isLocalHop(remote)) return "local";
    const { name } = remote;
    return operatorOf(name, claims) ?? getDomain(name) ?? name;
  };
}

export const providerOf: ProviderOf = createProviderOf([]);

/** The name people know an operator by; the key itself where there is no other. */
export function providerName(key: string): string {
  return NAMES.get(key) ?? key;
}

/** What parts the host names of a text; an address's domain stays with its local part, and is none. */
const NO_HOST_CHARACTER = /[^\w.@-]+/u;

/** The operator whose host, or whose signature, a text names: for texts nobody knows the host of. */
export function operatorInText(text: string): string | null {
  for (const word of text.toLowerCase().split(NO_HOST_CHARACTER)) {
    const name = word.endsWith(".") ? word.slice(0, -1) : word;
    if (name === "gsmtp") return "google";
    const operator = name.includes(".") && !name.includes("@") ? operatorOf(name, CLAIMS) : null;
    if (operator !== null) return operator;
  }
  return null;
}

function operatorOf(name: string, known: Claims): string | null {
  for (let from = 0; ; ) {
    const claims = known.get(name.slice(from));
    const before = name.slice(0, Math.max(0, from - 1));
    const claim = claims?.find((candidate) => holds(candidate, before));
    if (claim !== undefined) return claim.key;
    const dot = name.indexOf(".", from);
    if (dot === -1) return null;
    from = dot + 1;
  }
}

function holds(claim: Claim, before: string): boolean {
  if (!claim.isExact) return true;
  const isLongEnough = before.length >= claim.head.length + claim.tail.length;
  return isLongEnough && before.startsWith(claim.head) && before.endsWith(claim.tail);
}

function claimsBySuffix(operators: readonly Operator[]): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const { key, hosts } of operators) {
    for (const host of hosts) {
      const { suffix, claim } = claimOf(key, host);
      claims.set(suffix, [...(claims.get(suffix) ?? []), claim]);
    }
  }
  return claims;
}

/** `mx*.hotmail.com` → names below `hotmail.com` that begin with `mx`; `.gmx.net` and `mx.freenet.de` → suffixes. */
function claimOf(key: string, host: string): { suffix: string; claim: Claim } {
  const star = host.lastIndexOf("*");
  if (star === -1) {
    const suffix = host.startsWith(".") ? host.slice(1) : host;
    return { suffix, claim: { key, head: "", tail: "", isExact: false } };
  }
  const dot = host.indexOf(".", star);
  const head = host.slice(0, host.indexOf("*"));
  return {
    suffix: host.slice(dot + 1),
    claim: { key, head, tail: host.slice(star + 1, dot), isExact: true },
  };
}
