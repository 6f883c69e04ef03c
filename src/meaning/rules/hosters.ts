import type { RuleBook } from "./rule.ts";

/** GoDaddy numbers its replies `IBnnn`. */
export const GODADDY: RuleBook = {
  providers: ["godaddy"],
  own: [],
  anywhere: [
    {
      id: "godaddy.sessions",
      cause: "connection_limit",
      says: /\b(?:IB007|IB605)\b/u,
      example:
        "421 Connection refused, too many sessions from This IP. Lower the number of concurrent sessions. IB007",
      source: "GoDaddy bounce help (vendor)",
      date: "2026-11-20",
    },
    {
      id: "godaddy.busy",
      cause: "server_busy",
      says: /\bIB101\b/u,
      example: "421 Server temporarily unavailable. Try again later. IB101",
      source: "GoDaddy bounce help",
      date: "2026-11-20",
    },
    {
      id: "godaddy.list",
      cause: "blocklist",
      says: /\bIB10[3-6]\b/u,
      example: "554 This IP has been blocked. See the list operator for details. IB106",
      source: "GoDaddy bounce help",
      date: "2026-11-20",
    },
    {
      id: "godaddy.dns",
      cause: "dns_lookup",
      says: /\bIB108\b/u,
      example: "421 Temporarily rejected. Reverse DNS for this IP failed. IB108",
      source: "GoDaddy bounce help (vendor)",
      date: "2026-11-20",
    },
    {
      id: "godaddy.reputation",
      cause: "reputation",
      says: /\bIB11[0-3]\b/u,
      example:
        "421 This message has been blocked for spam, attempts from this IP are refused for an hour. IB110",
      source: "GoDaddy bounce help",
      date: "2026-11-20",
    },
    {
      id: "godaddy.authentication",
      cause: "authentication",
      says: /\bIB5(?:04|08|10)\b/u,
      example: "451 This message failed SPF checks. IB504",
      source: "GoDaddy bounce help",
      date: "2026-11-20",
    },
    {
      id: "godaddy.user-rate",
      cause: "rate_limit",
      says: /\bIB607\b/u,
      example: "452 This user has sent too many messages in a short time frame. IB607",
      source: "GoDaddy bounce help",
      date: "2026-11-20",
    },
  ],
};

/** Rackspace ends with a letter G and a hexadecimal number. */
export const RACKSPACE: RuleBook = {
  providers: ["rackspace"],
  own: [
    {
      id: "rackspace.spam",
      cause: "reputation",
      says: /throttled - too much spam/iu,
      example:
        "451 4.3.0 <server.example.com[192.0.2.1]>: Client host rejected: Throttled - Too much spam from your mail server. Try again later.",
      source: "docs.rackspace.com bounce-message guide (vendor)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "rackspace.connections",
      cause: "connection_limit",
      says: /\(G2\)/u,
      example: "421 Too many concurrent connections from this client (G2)",
      source: "smtp.codes/rackspace (vendor)",
      date: "2026-11-20",
    },
    {
      id: "rackspace.next-server",
      cause: "server_busy",
      says: /\(G6\)/u,
      example: "451 The recipient's server does not answer, try again later (G6)",
      source: "smtp.codes/rackspace",
      date: "2026-11-20",
    },
    {
      id: "rackspace.dns",
      cause: "dns_lookup",
      says: /\((?:G1E|G1F)\)/u,
      example: "450 4.7.1 Client host 192.0.2.1 has no PTR record (G1F)",
      source: "smtp.codes/rackspace (vendor)",
      date: "2026-11-20",
    },
    {
      id: "rackspace.new-address",
      cause: "rate_limit",
      says: /\(G28\)/u,
      example: "451 4.7.1 Received too many messages from a new or untrusted IP (G28)",
      source: "smtp.codes/rackspace (vendor)",
      date: "2026-11-20",
    },
    {
      id: "rackspace.mailbox-rate",
      cause: "mailbox",
      says: /\(G30\)/u,
      example:
        "450 4.2.1 <user@example.com>: Mailbox received too much email in a short period of time (G30)",
      source: "smtp.codes/rackspace (vendor)",
      date: "2026-11-20",
    },
  ],
};

/** Facebook: stage, then `T` for a passing and `P` for a lasting reason. */
export const FACEBOOK: RuleBook = {
  providers: ["facebook"],
  own: [],
  anywhere: [
    {
      id: "facebook.connections",
      cause: "connection_limit",
      says: /\bCON-T[1-4]\b/u,
      example:
        "421 4.7.1 CON-T3 https://www.facebook.com/postmaster/response_codes?ip=192.0.2.1#CON-T3 Too many connections",
      source: "sisimai rhost/facebook",
      date: "2026-11-20",
    },
    {
      id: "facebook.dns",
      cause: "dns_lookup",
      says: /\bDNS-[TP]\d\b/u,
      example:
        "451 4.7.1 DNS-T1 https://www.facebook.com/postmaster/response_codes#DNS-T1 Sender domain does not resolve",
      source: "sisimai rhost/facebook",
      date: "2026-11-20",
    },
    {
      id: "facebook.policy",
      cause: "reputation",
      says: /\b(?:POL|MSG)-[TP]\d\b/u,
      example:
        "421 4.7.1 POL-T1 https://www.facebook.com/postmaster/response_codes#POL-T1 Sending address is suspended",
      source: "sisimai rhost/facebook",
      date: "2026-11-20",
    },
    {
      id: "facebook.recipient",
      cause: "mailbox",
      says: /\bRCP-[TP]\d\b/u,
      example:
        "452 4.1.1 RCP-T4 https://www.facebook.com/postmaster/response_codes#RCP-T4 Recipient cannot receive now",
      source: "sisimai rhost/facebook",
      date: "2026-11-20",
    },
  ],
};

/** Small operators whose words would mean something else from anybody else. */
export const SINGLE_HOSTS: RuleBook = {
  providers: ["bigpond", "improvmx", "nicru", "virusfree", "cloudflare"],
  own: [
    {
      id: "cloudflare.upstream",
      cause: "server_busy",
      says: /upstream error/iu,
      example:
        "421 4.3.0 Upstream error, please check https://developers.cloudflare.com/email-routing/postmaster for possible reasons why. RsrUEMk60942",
      source: "sisimai/set-of-emails rhost-cloudflare-01.eml (log)",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};
