import type { RuleBook } from "./rule.ts";

/** Mimecast has fixed sentences and a link, and says "unavailable" where it greylists. */
export const MIMECAST: RuleBook = {
  providers: ["mimecast"],
  own: [
    {
      id: "mimecast.greylist",
      cause: "greylist",
      says: /internal resource (?:is )?temporarily unavailable/iu,
      example:
        "451 Internal resource temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451",
      source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "mimecast.own-list",
      cause: "rate_limit",
      says: /ip temporarily blacklisted/iu,
      example: "451 IP temporarily blacklisted - https://community.mimecast.com/docs/DOC-1369#451",
      source: "glenpp/cacti-uloganalyser postfix module (ruleset)",
      date: "2026-11-20",
    },
    {
      id: "mimecast.account-limit",
      cause: "connection_limit",
      says: /account service is temporarily unavailable/iu,
      example: "451 Account service is temporarily unavailable",
      source: "Mimecast SMTP error codes",
      date: "2026-11-20",
    },
    {
      id: "mimecast.recipient",
      cause: "reputation",
      says: /^recipient temporarily unavailable/iu,
      example: "451 Recipient temporarily unavailable",
      source: "Mimecast SMTP error codes",
      date: "2026-11-20",
    },
    {
      id: "mimecast.account",
      cause: "policy",
      says: /account (?:in|out)bounds|sender address blocked|host ?name (?:is not|used)|open relay/iu,
      example: "451 Account inbounds disabled",
      source: "Mimecast SMTP error codes",
      date: "2026-11-20",
    },
    {
      id: "mimecast.invalid-recipient",
      cause: "mailbox",
      says: /invalid recipient/iu,
      example: "451 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#451",
      source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "mimecast.cannot-process",
      cause: "server_busy",
      says: /unable to process/iu,
      example: "451 Unable to process connection at this time",
      source: "Mimecast SMTP error codes",
      date: "2026-11-20",
    },
    {
      id: "mimecast.ended-early",
      cause: "protocol",
      says: /message ended early/iu,
      example: "451 Message ended early",
      source: "Mimecast SMTP error codes",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};

/** Proofpoint points at its own list; its cloud answers with Postfix texts. */
export const PROOFPOINT: RuleBook = {
  providers: ["proofpoint", "proofpoint_ess"],
  own: [],
  anywhere: [
    {
      id: "proofpoint.list",
      cause: "blocklist",
      says: /ipcheck\.proofpoint\.com|proofpoint\.com\/dnsbl-lookup/u,
      example: "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1",
      source: "ipcheck.proofpoint.com",
      date: "2026-11-20",
    },
    {
      id: "proofpoint.ports",
      cause: "server_busy",
      says: /all (?:screening|server) ports are busy/iu,
      example: "421 4.3.2 All server ports are busy",
      source: "Postfix src/postscreen/postscreen_send.c (source)",
      date: "2026-11-20",
    },
  ],
};

/** Barracuda's rate control counts connections. */
export const BARRACUDA: RuleBook = {
  providers: ["barracuda"],
  own: [
    {
      id: "barracuda.abuse",
      cause: "policy",
      says: /policy rejection- ?abuse/iu,
      example:
        "450 cuda_nsu 4.7.1 <user@example.com>: Recipient address rejected: Policy Rejection- Abuse. Go away.",
      source: "ActiveCampaign/smtp-field-manual data/codes/450.json (third_party)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "barracuda.rate-control",
      cause: "connection_limit",
      says: /\(rate controll?ed\)|exceeded the .{0,20}rate control/iu,
      example: "450 too many connections from your IP (rate controlled)",
      source: "GitHub gist pbruna/4595838 (log)",
      date: "2026-11-20",
    },
    {
      id: "barracuda.reputation",
      cause: "blocklist",
      says: /barracudanetworks\.com\/reputation|barracudacentral\.org/iu,
      example:
        "554 Service unavailable; Client host blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1",
      source: "Barracuda rate control documentation",
      date: "2026-11-20",
    },
  ],
};

/** Cisco's numbers follow a hash; Broadcom's stand in brackets at the end. */
export const CISCO: RuleBook = {
  providers: ["cisco", "symantec_cloud", "symantec_smg", "spxs"],
  own: [
    {
      id: "cisco.sender-base",
      cause: "reputation",
      says: /poor reputation|sender ?base|low reputation/iu,
      example:
        "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
      source: "Cisco ESA, commonly seen SMTP error codes",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "cisco.connection-time",
      cause: "protocol",
      says: /exceeded allowable connection time/iu,
      example: "421 Exceeded allowable connection time",
      source: 'Cisco ESA "Commonly Seen SMTP Error Codes" (vendor)',
      date: "2026-11-20",
    },
    {
      id: "cisco.recipients-per-hour",
      cause: "rate_limit",
      says: /too many recipients received this hour/iu,
      example: "452 Too many recipients received this hour",
      source: "SendGrid documentation copy (third_party)",
      date: "2026-11-20",
    },
    {
      id: "symantec.traffic-shaper",
      cause: "connection_limit",
      says: /traffic shap/iu,
      example: "451 4.7.1 Connection refused from 192.0.2.1 by traffic shaper",
      source: "replies of Symantec gateways",
      date: "2026-11-21",
    },
    {
      id: "cisco.congestion",
      cause: "connection_limit",
      says: /^#4\.4\.5 too many/iu,
      example: "421 #4.4.5 Too many connections to this listener.",
      source: "public source ref 68987085742 (log)",
      date: "2026-11-20",
    },
  ],
};
