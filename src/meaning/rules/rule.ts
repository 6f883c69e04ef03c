/** The fourteen classes of temporary refusal: one class per remedy, so that a count tells the reader what to do. */
export const CAUSES = [
  "rate_limit",
  "connection_limit",
  "reputation",
  "blocklist",
  "greylist",
  "server_busy",
  "maintenance",
  "dns_lookup",
  "authentication",
  "tls_required",
  "protocol",
  "mailbox",
  "policy",
  "unknown",
] as const;

export type Cause = (typeof CAUSES)[number];

/** What a rule looks for: a regular expression of ours, or one of a user on an engine that is linear whatever they wrote. */
export type Pattern = Pick<RegExp, "test" | "source">;

/**
 * One way of saying a cause. Every condition that is given must hold, `unless` must not. `says` is matched against the normalised reply
 * (reply codes gone; `<ip>`, `<host>`, `<n>` in place of what varies). `example` is the text it is for, and its
 * own test; `source` says where such a text was seen or published, `date` when the rule was last looked at.
 */
export type Rule = {
  readonly id: string;
  readonly cause: Cause;
  readonly says?: Pattern;
  readonly unless?: Pattern;
  readonly enhanced?: readonly string[];
  readonly codes?: readonly number[];
  readonly example: string;
  readonly source: string;
  readonly date: string;
};

/**
 * The rules of one operator. `own` holds only for the named providers; `anywhere` holds whoever answers, because its
 * code words are unmistakable: a gateway or a renamed host may repeat them.
 */
export type RuleBook = {
  readonly providers: readonly string[];
  readonly own: readonly Rule[];
  readonly anywhere: readonly Rule[];
};
