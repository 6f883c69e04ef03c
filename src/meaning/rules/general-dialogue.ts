import type { Rule } from "./rule.ts";

/** Errors of the session. Stands before the words that doubt the sender. */
export const TOO_MANY_ERRORS: readonly Rule[] = [
  {
    id: "general.too-many-errors",
    cause: "protocol",
    says: /too many (?!rcpt|recipient)(?:\w{1,20} ){0,2}(?:errors|commands|failures|mistakes)|(?:bad|invalid|unknown|unrecogni[sz]ed|junk) (?:smtp )?commands?|(?:error|command) (?:limit|count|threshold)|previous error/iu,
    example: "421 4.7.0 mx.example.net Error: too many errors",
    source: "Postfix src/smtpd/smtpd.c (source)",
    date: "2026-11-20",
  },
];

/** Somebody was too slow. */
export const TIMEOUT: readonly Rule[] = [
  {
    id: "general.timeout",
    cause: "protocol",
    says: /time[\s-]?d?[\s-]?out\b|\bidl(?:e|ing)\b|inactivity|too slow|took too long|talk faster|exceeded (?:\w{1,20} ){0,2}(?:connection )?time|session (?:expired|too long)|connection expired/iu,
    example: "421 mx.example.net: SMTP command timeout - closing connection",
    source: "Exim src/src/smtp_in.c (source)",
    date: "2026-11-20",
  },
];

/** Syntax and order of the dialogue, and broken connections. */
export const PROTOCOL: readonly Rule[] = [
  {
    id: "general.syntax",
    cause: "protocol",
    says: /syntax|bare[\s-](?:line|lf|cr|newline)|malformed|line (?:is )?too long|lines? longer|out of (?:sequence|order)|bad sequence|not implemented|pipelin|protocol|unexpected|parameters?\b|helo\/ehlo|(?:helo|ehlo) (?:command|name|argument|must|required|invalid|first)|(?:invalid|bad|name in) (?:helo|ehlo)|fully[\s-]qualified|\bfqdn\b|rfc ?<?n?>?\d{0,8}|8bit|smtputf8|null characters?|smtplf|multiple (?:\w{1,20} )?(?:domains|regions)/iu,
    example:
      "451-HELO/EHLO must contain a FQDN or IP literal 451 Please see RFC 2821 section 4.1.1.1",
    source: "public source ref 26217771068 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.broken",
    cause: "protocol",
    says: /(?:connection|conversation|session|client|data|socket)\b.{0,30}(?:lost|reset|dropped|broken|abort|closed (?:abruptly|unexpected)|expired|ended|error$|terminated|interrupt)|ended early|lost (?:connection|input|channel)|unexpected(?:ly)? (?:close|disconnect|eof)|read error|network error|disconnecting/iu,
    example: "421 Read data from client error",
    source: "public source ref 3059110693 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.loop",
    cause: "protocol",
    says: /mail loop|loop(?:ing|s)? (?:detect|back)|too many (?:hops|received)|hop count|passed (?:through )?too many|too many (?:servers|relays)/iu,
    example: "451 4.4.6 Too many hops, mail loop detected",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** Somebody decided so. */
export const POLICY: readonly Rule[] = [
  {
    id: "general.license",
    cause: "policy",
    says: /licen[cs]e|subscription|trial|expired account|payment|contract|\bcredits?\b|billing|invoice/iu,
    example: "421 The evaluation license has expired",
    source: 'Cisco ESA "Commonly Seen SMTP Error Codes" (vendor)',
    date: "2026-11-20",
  },
  {
    id: "general.relay",
    cause: "policy",
    says: /relay(?:ing)? (?:\w{1,20} )?(?:denied|not|access|prohibit|attempt)|not (?:been )?(?:allowed|permitted|authori[sz]ed)|permitted (?:senders?|hosts?|clients?)|unauthori[sz]ed|open relay|permission|forbidden|prohibited|refused by (?:policy|admin|rule)/iu,
    example: "451 Open relay not allowed - https://community.mimecast.com/docs/DOC-1369#451 [#]",
    source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
    date: "2026-11-20",
  },
  {
    id: "general.denied",
    cause: "policy",
    says: /\bden(?:y|ied)\b|\bpolicy|policies|administrat|white\s?-?list|allow\s?-?list|restrict|too (?:large|big)|size (?:limit )?exceed|disallow|must register|country|geo(?:ip|graph)|rejected by|rule\b|\brules\b|organi[sz]ation|attachments?\b/iu,
    example: "421 Access denied",
    source: "pastebin ENdUTXAG (log)",
    date: "2026-11-20",
  },
];

/** Vague words that mean something only when nothing better was said. */
export const LAST_RESORT: readonly Rule[] = [
  {
    id: "general.retry-after",
    cause: "greylist",
    says: /(?:try|retry|again|wait|back|resend)\b.{0,20} (?:in|after|for|within) (?:about |at least )?(?:<n>|<time>|an?|one|few|some|five|ten|a few) ?(?:s|sec|min|hour|second|minute)?|\bwait (?:<n>|<time>|an?|a few|some) ?(?:s|sec|min|hour)/iu,
    example: "451 4.7.1 Please try again in 300 seconds",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** Nothing in the words, but the status code speaks (RFC 3463 §3, RFC 7372). */
export const STATUS: readonly Rule[] = [
  {
    id: "general.authentication-status",
    cause: "authentication",
    enhanced: ["4.7.20", "4.7.21", "4.7.22", "4.7.24", "4.7.26", "4.7.29"],
    example: "450 4.7.21 Message refused for now",
    source: "RFC 7372",
    date: "2026-11-20",
  },
  {
    id: "general.dns-status",
    cause: "dns_lookup",
    enhanced: ["4.1.8", "4.7.23", "4.7.25", "4.4.3"],
    example: "450 4.1.8 Sender address refused",
    source: "RFC 3463, RFC 7372",
    date: "2026-11-20",
  },
  {
    id: "general.flood-status",
    cause: "rate_limit",
    enhanced: ["4.7.28"],
    example: "421 4.7.28 Message refused for now",
    source: "IANA registry",
    date: "2026-11-21",
  },
  {
    id: "general.overflow-status",
    cause: "server_busy",
    enhanced: ["4.3.1"],
    example: "452 4.3.1 Mail refused for now",
    source: "RFC 3463",
    date: "2026-11-20",
  },
  {
    id: "general.congestion-status",
    cause: "server_busy",
    enhanced: ["4.3.5", "4.4.5"],
    example: "451 4.4.5 Mail refused for now",
    source: "RFC 3463",
    date: "2026-11-21",
  },
  {
    id: "general.connection-status",
    cause: "protocol",
    enhanced: ["4.4.1", "4.4.2"],
    example: "421 4.4.2 Closing",
    source: "RFC 3463",
    date: "2026-11-21",
  },
  {
    id: "general.tls-status",
    cause: "tls_required",
    enhanced: ["4.7.10", "4.7.11", "5.7.10"],
    example: "451 4.7.10 Mail refused for now",
    source: "RFC 5248",
    date: "2026-11-21",
  },
  {
    id: "general.status-in-words",
    cause: "server_busy",
    says: /#4\.3\.\d/u,
    example: "451 Mail refused for now (#4.3.0)",
    source: "wording in use, own example",
    date: "2026-11-21",
  },
  {
    id: "general.mailbox-status",
    cause: "mailbox",
    enhanced: ["4.1.1", "4.2.2"],
    example: "450 4.2.2 <user@example.com>... temporary failure; please retry later",
    source: "public source ref 21114823096 (ruleset)",
    date: "2026-11-20",
  },
];
