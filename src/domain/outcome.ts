/** Why a line that looked like a delivery could not be read, or was read only in part. */
export type IssueCode =
  | "unknown-envelope"
  | "unknown-record"
  | "unknown-reason"
  | "malformed-reply"
  | "duplicate-line"
  | "duplicate-skipped"
  | "impossible-time"
  | "line-too-long"
  | "unreadable-rest"
  | "sender-forgotten"
  | "binary-line";

/** A counted problem with one line of input. `excerpt` is raw: mask and strip it before it is kept or shown. */
export type Issue = { readonly code: IssueCode; readonly excerpt: string };

/** What a reading step makes of its input: a value, nothing of interest, or a counted problem. */
export type Outcome<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "skip" }
  | { readonly kind: "issue"; readonly issue: Issue };

/** The line is known and says nothing about deliveries. One shared object: the bulk of a log ends here. */
export const SKIP: Outcome<never> = { kind: "skip" };

/** The line is the beginning of a record whose rest is still to come: it must be read again if nothing follows in this run. */
export const UNFINISHED: Outcome<never> = { kind: "skip" };

export function value<T>(value: T): Outcome<T> {
  return { kind: "value", value };
}

export function issue(code: IssueCode, excerpt: string): Outcome<never> {
  return { kind: "issue", issue: { code, excerpt } };
}
