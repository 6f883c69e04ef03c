import type { RuleBook } from "./rule.ts";

/** Comcast numbers its limits `RL…`; a `BL` code is a bit mask of the lists that name the sender. */
export const COMCAST: RuleBook = {
  providers: ["comcast"],
  own: [
    {
      id: "comcast.recent-messages",
      cause: "mailbox",
      says: /too many recent messages/iu,
      example: "452 4.1.1 <user@comcast.net> too many recent messages; Try again later",
      source: "ActiveCampaign/smtp-field-manual data/codes/452.json (third_party)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "comcast.throttled",
      cause: "rate_limit",
      says: /\bRL0000\d\d\b/u,
      example:
        "421 4.1.0 192.0.2.92 Throttled - try again later. Please see https://postmaster.comcast.net/smtp-error-codes.php#RL000003",
      source: "public source ref 24339717473 (log)",
      date: "2026-11-20",
    },
    {
      id: "comcast.listed",
      cause: "blocklist",
      says: /\bBL[01]{6}\b/u,
      example:
        "554 imta01.example.net comcast 192.0.2.1 Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000010",
      source: "postmaster.comcast.net error list",
      date: "2026-11-20",
    },
    {
      id: "comcast.dynamic",
      cause: "dns_lookup",
      says: /\bES0000[01]\d\b/u,
      example:
        "421 4.7.1 Comcast requires a static address. http://postmaster.comcast.net/smtp-error-codes.php#ES000001",
      source: "postmaster.comcast.net error list",
      date: "2026-11-20",
    },
  ],
};

/** Cox writes one word behind `AUP#`. */
export const COX: RuleBook = {
  providers: ["cox"],
  own: [
    {
      id: "cox.threshold",
      cause: "rate_limit",
      says: /message threshold/iu,
      example: "452 Message threshold exceeded",
      source: "postmaster.cox.net error-code page (vendor)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "cox.connections",
      cause: "connection_limit",
      says: /\bCXCNCT\b/u,
      example:
        "421 cmsmtp blocked. Refer to Error Codes section at for more information. AUP#CXCNCT",
      source: "Cox support forum post (log)",
      date: "2026-11-20",
    },
    {
      id: "cox.rate",
      cause: "rate_limit",
      says: /\b(?:CXTHRT|CXMXRT)\b/u,
      example:
        "452 192.0.2.1 email rejected. Refer to Error Codes section for more information. AUP#CXMXRT",
      source: "postmaster.cox.net",
      date: "2026-11-20",
    },
    {
      id: "cox.list",
      cause: "blocklist",
      says: /\b(?:CXBL|CDRBL|IPBL\d{0,8}|URLBL\d{0,8})\b/u,
      example: "421 cmsmtp 192.0.2.1 blocked. Error Code: CXBL",
      source: "postmaster.cox.net",
      date: "2026-11-20",
    },
    {
      id: "cox.dns",
      cause: "dns_lookup",
      says: /\b(?:CXDNS|CXSNDR)\b/u,
      example: "421 cmsmtp 192.0.2.1 DNS failure. Error Code: CXDNS",
      source: "postmaster.cox.net",
      date: "2026-11-20",
    },
    {
      id: "cox.protocol",
      cause: "protocol",
      says: /\bCXSMTP\b/u,
      example: "421 cmsmtp 192.0.2.1 violated email security policy. AUP#CXSMTP",
      source: "postmaster.cox.net",
      date: "2026-11-20",
    },
    {
      id: "cox.content",
      cause: "reputation",
      says: /\bCXMJ\b/u,
      example: "452 message rejected. Refer to Error Codes section. AUP#CXMJ",
      source: "postmaster.cox.net",
      date: "2026-11-20",
    },
  ],
};

/** Spectrum numbers its reasons `AUP#In-nnnn`. */
export const CHARTER: RuleBook = {
  providers: ["charter"],
  own: [],
  anywhere: [
    {
      id: "charter.ptr",
      cause: "dns_lookup",
      says: /AUP#(?:In|I)-11[0-5]0/u,
      example: "421 4.7.1 AUP#In-1130 The sending address has no valid reverse DNS record.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
    {
      id: "charter.list",
      cause: "blocklist",
      says: /AUP#(?:In|I)-12[0-5]0/u,
      example: "421 4.7.1 AUP#In-1220 Your IP address has been blocked by Spamhaus.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
    {
      id: "charter.connections",
      cause: "connection_limit",
      says: /AUP#(?:In|I)-(?:13[0-4]0|1540|1550)/u,
      example:
        "421 4.7.1 AUP#In-1310 Your IP address has exceeded the number of simultaneous connections.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
    {
      id: "charter.rate",
      cause: "rate_limit",
      says: /AUP#(?:In|I)-(?:13[5-9]0|14\d0|1580)/u,
      example: "452 4.7.1 AUP#In-1380 Your IP address has sent too many messages in a short time.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
    {
      id: "charter.invalid-recipients",
      cause: "reputation",
      says: /AUP#(?:In|I)-(?:10\d0|1560)/u,
      example: "421 4.7.1 AUP#In-1000 Your IP address has been blocked for suspicious activity.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
    {
      id: "charter.ipv6",
      cause: "policy",
      says: /AUP#(?:In|I)-1260/u,
      example: "421 4.7.1 AUP#In-1260 The network does not accept mail over IPv6.",
      source: "spectrum.net, understanding email error codes",
      date: "2026-11-20",
    },
  ],
};

/** EarthLink and the other brands behind Vade's relays share a numbering. */
export const EARTHLINK: RuleBook = {
  providers: ["earthlink", "oxsus"],
  own: [],
  anywhere: [
    {
      id: "earthlink.busy",
      cause: "server_busy",
      says: /\b(?:ELNK|OXSUS)\d{0,8}_10[23]\b/u,
      example: "421 4.2.1 Connection deferred OXSUS0001_102",
      source: "postmaster-oxsus.vadesecure.com error-code page (vendor)",
      date: "2026-11-20",
    },
    {
      id: "earthlink.connections",
      cause: "connection_limit",
      says: /\b(?:ELNK|OXSUS)\d{0,8}_(?:11\d|139)\b/u,
      example: "421 4.2.1 Connection deferred ELNK_110",
      source: "postmaster-earthlink.vadesecure.com inbound error-code page (vendor)",
      date: "2026-11-20",
    },
    {
      id: "earthlink.reputation",
      cause: "reputation",
      says: /\b(?:ELNK|OXSUS)\d{0,8}_130\b/u,
      example: "421 4.2.1 Connection deferred ELNK_130",
      source: "postmaster-earthlink.vadesecure.com inbound error-code page (vendor)",
      date: "2026-11-20",
    },
    {
      id: "earthlink.policy",
      cause: "policy",
      says: /\b(?:ELNK|OXSUS)\d{0,8}_134\b/u,
      example: "421 4.2.1 Connection deferred ELNK_134",
      source: "postmaster-earthlink.vadesecure.com inbound error-code page (vendor)",
      date: "2026-11-20",
    },
    {
      id: "earthlink.rate",
      cause: "rate_limit",
      says: /\b(?:ELNK|OXSUS)\d{0,8}_1(?:36|40)\b/u,
      example: "421 4.2.1 Connection deferred OXSUS0001_136",
      source: "postmaster-oxsus.vadesecure.com error-code page (vendor)",
      date: "2026-11-20",
    },
  ],
};

/** AT&T and Bell South: a sentence, no code. */
export const ATT: RuleBook = {
  providers: ["att"],
  own: [
    {
      id: "att.connects",
      cause: "connection_limit",
      says: /too frequent connects/iu,
      example: "450 too frequent connects from 192.0.2.1, please try again later.",
      source: "SendGrid documentation copy (third_party)",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};
