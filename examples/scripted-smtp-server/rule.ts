/** A point of the SMTP dialogue at which a host may misbehave. */
export type Stage = "greeting" | "ehlo" | "helo" | "mail" | "rcpt" | "data" | "end-of-data";

/** What has to be true for a rule to apply; a rule with several wants them all, tested in order. */
export type When =
  /** Hours of the story, `from` included, `until` not. */
  | { readonly kind: "hours"; readonly from: number; readonly until: number }
  /** The first `refuse` of every `of` visits. */
  | { readonly kind: "cycle"; readonly refuse: number; readonly of: number }
  /** The first `tries` tries of each envelope, as greylisting does. */
  | { readonly kind: "tries"; readonly tries: number }
  /** `passed` commands of this stage were accepted within the last hour of the story. */
  | { readonly kind: "over"; readonly passed: number }
  /** More than `open` connections at this moment. */
  | { readonly kind: "connections"; readonly open: number }
  /** Recipients of one message, counted from 1, both ends included. */
  | { readonly kind: "recipients"; readonly from: number; readonly until: number }
  /** Later than the first `passed` messages of one connection. */
  | { readonly kind: "messages"; readonly passed: number };

/** `reply` closes the connection after a 421 as RFC 5321 §3.8 wants, unless `stay` is set. */
export type Act =
  | { readonly kind: "reply"; readonly lines: readonly string[]; readonly stay: boolean }
  | { readonly kind: "close" }
  | { readonly kind: "hang" };

export type Rule = { readonly at: Stage; readonly when: readonly When[]; readonly act: Act };

/** One server, told from the others by the loopback address it is reached on. */
export type Host = {
  readonly name: string;
  readonly address: string;
  readonly rules: readonly Rule[];
  /** Resolvable, but nobody listens. */
  readonly down?: true;
};

/** A mail domain and its servers, most preferred first. */
export type Domain = { readonly name: string; readonly hosts: readonly Host[] };

export const always: readonly When[] = [];

export function hours(from: number, until: number): When {
  return { kind: "hours", from, until };
}

export function cycle(refuse: number, of: number): When {
  return { kind: "cycle", refuse, of };
}

export function tries(count: number): When {
  return { kind: "tries", tries: count };
}

export function over(passed: number): When {
  return { kind: "over", passed };
}

/** `%id%` in a line becomes a token that no other reply has. */
export function say(at: Stage, when: readonly When[], ...lines: readonly string[]): Rule {
  return { at, when, act: { kind: "reply", lines, stay: false } };
}

/** Like `say`, by a server that answers 421 and keeps listening all the same. */
export function sayAndStay(at: Stage, when: readonly When[], ...lines: readonly string[]): Rule {
  return { at, when, act: { kind: "reply", lines, stay: true } };
}

export function hangUp(at: Stage, when: readonly When[]): Rule {
  return { at, when, act: { kind: "close" } };
}

export function fallSilent(at: Stage, when: readonly When[]): Rule {
  return { at, when, act: { kind: "hang" } };
}

/** The servers that the story needs stand on 127.0.2.0/24; `number` is the last octet. */
export function host(name: string, number: number, ...rules: readonly Rule[]): Host {
  return { name, address: `127.0.2.${number}`, rules };
}

export function domain(name: string, ...hosts: readonly Host[]): Domain {
  return { name, hosts };
}
