import type { RuleBook } from "./rule.ts";

/** Enhanced codes carry the meaning at Gmail; the same ones come as 4.x (deferred) and 5.x (refused). */
export const GOOGLE: RuleBook = {
  providers: ["google"],
  own: [
    {
      id: "google.authentication",
      cause: "authentication",
      enhanced: ["4.7.24", "4.7.26", "4.7.27", "4.7.30", "4.7.31", "4.7.32", "4.7.40"],
      example:
        "421 4.7.30 Your email has been rate limited because DKIM authentication didn't pass for this message.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.ptr",
      cause: "dns_lookup",
      enhanced: ["4.7.23", "4.7.25"],
      example:
        "421 4.7.23 The IP address sending this message does not have a PTR record, or the PTR record's forward DNS entry doesn't match the sending IP address.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.unusual-rate",
      cause: "rate_limit",
      enhanced: ["4.7.28"],
      example: "421-4.7.28 Mail sent from your domain has been temporarily rate limited.",
      source: "public source ref 57870554734 (log)",
      date: "2026-11-20",
    },
    {
      id: "google.tls",
      cause: "tls_required",
      enhanced: ["4.7.29"],
      example:
        "421 4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection.",
      source: "Google Workspace Admin Help (vendor)",
      date: "2026-11-20",
    },
    {
      id: "google.relay-limit",
      cause: "rate_limit",
      says: /(?:relay|sending) (?:sending )?(?:limit|quota)/iu,
      example: "450 4.2.1 Peak SMTP relay limit exceeded for customer. Contact your administrator.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.recipient-rate",
      cause: "mailbox",
      says: /receiving mail (?:too|at a rate)/iu,
      example:
        "450-4.2.1 The user you are trying to contact is receiving mail at a rate that 450 4.2.1 prevents additional messages from being delivered. n1si18670303wif.28 - gsmtp",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.ipv6-ptr",
      cause: "dns_lookup",
      says: /ptr records?/iu,
      example:
        "421-4.7.0 [2001:db8::1] Our system has detected that this message does 421 4.7.0 not meet IPv6 sending guidelines regarding PTR records and authentication.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.suspicious",
      cause: "reputation",
      says: /very low reputation|is suspicious due to|likely (?:unsolicited|suspicious)/iu,
      example:
        "421 4.7.0 [192.0.2.1] Our system has detected that this message is suspicious due to the very low reputation of the sending domain.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.policy-size",
      cause: "connection_limit",
      says: /policy size per transaction/iu,
      example:
        "452 4.5.3 Domain policy size per transaction exceeded, please try this recipient in a separate transaction.",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.trouble",
      cause: "server_busy",
      says: /temporary system problem|server error/iu,
      example: "421 4.3.0 Temporary System Problem. Try again later",
      source: "Google Workspace Admin Help (vendor)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "google.unusual-rate-words",
      cause: "rate_limit",
      says: /unusual (?:rate|amount) of/iu,
      example:
        "421-4.7.0 [192.0.2.1      15] Our system has detected an unusual rate of 421 4.7.0 unsolicited mail originating from your IP address. bv15si15610322wjb.142 - gsmtp",
      source: "Google Workspace Admin Help (vendor)",
      date: "2026-11-20",
    },
    {
      id: "google.help-rate",
      cause: "rate_limit",
      says: /\?p=(?:UnsolicitedRateLimitError|UnsolicitedIPError)/u,
      example:
        "421 4.7.0 Mail was deferred, go to https://support.google.com/mail/?p=UnsolicitedRateLimitError",
      source: "support.google.com/a/answer/3726730",
      date: "2026-11-20",
    },
    {
      id: "google.help-mailbox",
      cause: "mailbox",
      says: /\?p=(?:OverQuotaTemp|OverQuotaPerm|ReceivingRate|ReceivingRatePerm)/u,
      example:
        "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452-4.2.2 recipient to 452 4.2.2  https://support.google.com/mail/?p=OverQuotaTemp 5b1f17b1804b1-4f53f0a5 - gsmtp",
      source: "mailcow/mailcow-dockerized issue 6486 (log)",
      date: "2026-11-20",
    },
  ],
};
