import type { RuleBook } from "./rule.ts";

/** Yahoo, AOL and the brands they host print a bracketed code; AOL's own platform used `DYN:T1` and its like until 2018. */
export const YAHOO: RuleBook = {
  providers: ["yahoo", "yahoo_jp", "aol"],
  own: [
    {
      id: "yahoo.first-contact",
      cause: "greylist",
      says: /^message from \(<ip>\) tempor\w{1,20} deferred - 4\.16\.50/iu,
      example:
        "421 Message from (192.0.2.56) temporarily deferred - 4.16.50. Please refer to http://help.yahoo.com/help/us/mail/defer/defer-06.html",
      source: "tobinjt/ASO rule notes (log)",
      date: "2026-11-20",
    },
    {
      id: "yahoo.numbered",
      cause: "reputation",
      says: /deferred.{0,60} - 4\.16\.5/iu,
      example:
        "421 Message temporarily deferred - 4.16.51. Please refer to http://help.yahoo.com/help/us/mail/defer/defer-06.html",
      source: "public source ref 56731255878 (log)",
      date: "2026-11-20",
    },
    {
      id: "yahoo.not-allowed",
      cause: "reputation",
      says: /mail from <ip> not allowed/iu,
      example: "453 Mail from 192.0.2.206 not allowed - [90]",
      source: "public source ref 56944943041 (log)",
      date: "2026-11-20",
    },
    {
      id: "yahoo.from-domain",
      cause: "dns_lookup",
      says: /unresolvable .{0,20}from domain/iu,
      example: "451 Message temporarily deferred due to unresolvable RFC.5321 from domain.",
      source: "sisimai/rb-sisimai lib/sisimai/rhost/yahooinc.rb (vendor)",
      date: "2026-11-20",
    },
    {
      id: "yahoo.complaints",
      cause: "reputation",
      says: /(?:user complaints|unexpected volume|excessive complaints)/iu,
      example: "421 4.7.0 Messages from 192.0.2.7 temporarily deferred due to user complaints",
      source: "pidginhost/csm mail-forward tests (log)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "yahoo.tss",
      cause: "reputation",
      says: /\[(?:TSS\d\d|TS0\d|IPTS0\d)\]/u,
      example:
        "421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
      source: "sisimai/set-of-emails maildir/bsd/lhost-qmail-19.eml (log)",
      date: "2026-11-20",
    },
    {
      id: "yahoo.gl",
      cause: "greylist",
      says: /\[GL0\d\]/u,
      example: "421 4.7.0 [GL01] Message from (192.0.2.1) temporarily deferred - 4.16.50.",
      source: "senders.yahooinc.com/error-codes",
      date: "2026-11-20",
    },
    {
      id: "yahoo.bl",
      cause: "blocklist",
      says: /\[BL2\d\]/u,
      example:
        "421 4.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
      source: "senders.yahooinc.com/error-codes",
      date: "2026-11-20",
    },
    {
      id: "yahoo.phishing",
      cause: "reputation",
      says: /\[PH0\d\]/u,
      example: "421 5.7.9 [PH01] Email not accepted for policy reasons.",
      source: "senders.yahooinc.com/error-codes",
      date: "2026-11-20",
    },
    {
      id: "aol.rate",
      cause: "rate_limit",
      says: /\bDYN:T\d/u,
      example: "421 4.7.1 : (DYN:T1) https://postmaster.aol.com/error-codes#421dynt1",
      source: "Momentum adaptive rules (SparkPost support-docs)",
      date: "2026-11-20",
    },
    {
      id: "aol.dns",
      cause: "dns_lookup",
      says: /\bDNS:(?:NR|B\d)\b/u,
      example: "421 :  (DNS:NR)  http://postmaster.info.aol.com/errors/421dnsnr.html",
      source: "public source ref 23148381185 (ruleset)",
      date: "2026-11-20",
    },
    {
      id: "aol.reputation",
      cause: "reputation",
      says: /\b(?:RLY|RTR|CON|HVU):[A-Z]{1,2}\d?\b/u,
      example: "421 4.7.1 : (RLY:B1) http://postmaster.info.aol.com/errors/421rlyb1.html",
      source: "Momentum adaptive rules (SparkPost support-docs)",
      date: "2026-11-20",
    },
  ],
};
