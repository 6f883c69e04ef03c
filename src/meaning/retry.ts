import type { Cause } from "./rules/rule.ts";

/** Whether trying again can succeed: by itself, with less, or only after something was changed. `none`: nothing to retry. */
export type RetryHelp = "yes" | "slower" | "after-change" | "no" | "none";

export type Retry = { readonly helps: RetryHelp; readonly when: string };

const BY_CAUSE: Readonly<Record<Cause, Retry>> = {
  rate_limit: {
    helps: "slower",
    when: "Yes, but slower: wait 15 to 30 minutes, go on at half the rate. Flushing the queue starts the clock again.",
  },
  connection_limit: {
    helps: "slower",
    when: "Yes, with fewer connections: after 5 to 15 minutes.",
  },
  reputation: {
    helps: "slower",
    when: "Only slowly: hold bulk mail for two to four hours; hard retrying turns a deferral into a block.",
  },
  blocklist: {
    helps: "after-change",
    when: "Not before delisting. Until then the queue's lifetime runs: five days by default in Postfix.",
  },
  greylist: {
    helps: "yes",
    when: "Yes, that is what it asks for: after 5 to 15 minutes, from the same address.",
  },
  server_busy: {
    helps: "yes",
    when: "Yes: the MTA's own backoff, 15 to 60 minutes, is right.",
  },
  maintenance: {
    helps: "yes",
    when: "Yes: the MTA's own backoff is right; look closer after a few hours.",
  },
  dns_lookup: {
    helps: "after-change",
    when: "Not before DNS is mended, and its old answers have expired. A lookup that merely timed out heals itself.",
  },
  authentication: {
    helps: "after-change",
    when: "Not before the records or the signature are mended. Temporary DNS failures of those records heal themselves.",
  },
  tls_required: {
    helps: "after-change",
    when: "Not before the TLS settings fit; if TLS failed on the receiver's side, the next try may do.",
  },
  protocol: {
    helps: "yes",
    when: "Once, with the MTA's own backoff. The same reply again means something must be mended.",
  },
  mailbox: {
    helps: "yes",
    when: "Yes, slowly: every hour or so. Only this recipient is concerned.",
  },
  policy: {
    helps: "after-change",
    when: "Rarely: somebody has to decide otherwise.",
  },
  unknown: {
    helps: "yes",
    when: "Yes, slowly: the MTA's own backoff. A day of the same reply is a refusal.",
  },
};

const PERMANENT: Retry = {
  helps: "no",
  when: "No: the message goes back to its sender. (At the greeting Postfix defers it all the same: smtp_skip_5xx_greeting.)",
};

const NOTHING: Retry = { helps: "none", when: "Nothing was refused: there is nothing to retry." };

/** Whether retrying helps, and how soon. `digit`: the first of the reply's code, else of the status; empty where our own MTA speaks. */
export function retryOf(cause: Cause | null, digit: string): Retry {
  if (cause === null && (digit === "2" || digit === "3")) return NOTHING;
  if (digit === "5") return PERMANENT;
  return BY_CAUSE[cause ?? "unknown"];
}
