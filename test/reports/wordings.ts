import type { Said } from "./fixture.ts";

const GMAIL: Said = {
  provider: "google",
  code: 421,
  enhanced: "4.7.28",
  stage: "eod",
  cause: "rate_limit",
  rule: "google-4.7.28",
  fingerprint:
    "4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address <ip>. To protect our users from spam, mail sent from your IP address has been temporarily rate limited.",
  sample:
    "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address 192.0.2.1. To protect our users from spam, mail 421-4.7.28 sent from your IP address has been temporarily rate limited. For more 421-4.7.28 information, go to 421 4.7.28 https://support.google.com/mail/?p=UnsolicitedRateLimitError ffacd0b85a97d-3a1f25a5c9dsi1234567f8f.88 - gsmtp (in reply to end of DATA command)",
};

const GMAIL_SPF: Said = {
  provider: "google",
  code: 421,
  enhanced: "4.7.26",
  stage: "eod",
  cause: "authentication",
  rule: "google-4.7.26",
  fingerprint:
    "4.7.26 This mail has been rate limited because it is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.",
  sample:
    "421-4.7.26 This mail has been rate limited because it is unauthenticated. Gmail 421-4.7.26 requires all senders to authenticate with either SPF or DKIM. 421 4.7.26 https://support.google.com/mail/answer/81126#authentication - gsmtp (in reply to end of DATA command)",
};

const YAHOO: Said = {
  provider: "yahoo",
  code: 421,
  enhanced: "4.7.0",
  stage: "mail",
  cause: "reputation",
  rule: "yahoo-tss04",
  fingerprint:
    "4.7.0 [TSS04] Messages from <ip> temporarily deferred due to unexpected volume or user complaints - <n>; see <url>",
  sample:
    "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes (in reply to MAIL FROM command)",
};

const T_ONLINE: Said = {
  provider: "t_online",
  code: 421,
  enhanced: "",
  stage: "connect",
  cause: "connection_limit",
  rule: "t-online-connections",
  fingerprint: "mailin<n>.mgt.mul.t-online.de Too many connections from <ip>, come back later",
  sample: "421 mailin23.mgt.mul.t-online.de Too many connections from 192.0.2.1, come back later",
};

const OUTLOOK: Said = {
  provider: "office365",
  code: 451,
  enhanced: "4.7.500",
  stage: "mail",
  cause: "rate_limit",
  rule: "microsoft-4.7.500",
  fingerprint:
    "4.7.500 Server busy. Please try again later from [<ip>]. (S77719) [<host> <time> <id>]",
  sample:
    "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719) [AMS0EPF000001B1.eurprd05.prod.outlook.com 2026-11-18T09:12:33.171Z 08DE24A1B2C3D4E5] (in reply to MAIL FROM command)",
};

const GREYLIST: Said = {
  provider: "example.net",
  code: 450,
  enhanced: "4.2.0",
  stage: "rcpt",
  cause: "greylist",
  rule: "greylisted",
  fingerprint: "4.2.0 <addr>: Recipient address rejected: Greylisted, see <url>",
  sample:
    "450 4.2.0 <…@example.net>: Recipient address rejected: Greylisted, see https://example.net/greylist (in reply to RCPT TO command)",
};

const SMALL: Said = {
  provider: "example.edu",
  code: 421,
  enhanced: "4.3.2",
  stage: "connect",
  cause: "server_busy",
  rule: "busy",
  fingerprint: "4.3.2 Service busy, try again later",
  sample: "421 4.3.2 Service busy, try again later",
};

/** What each provider of the busy week says when it refuses. */
export const WORDINGS: Readonly<Record<string, readonly Said[]>> = {
  google: [GMAIL, GMAIL_SPF],
  yahoo: [YAHOO],
  t_online: [T_ONLINE],
  office365: [OUTLOOK],
  "example.net": [GREYLIST],
  "example.edu": [SMALL],
};
