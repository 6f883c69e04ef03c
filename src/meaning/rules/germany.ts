import type { RuleBook } from "./rule.ts";

/** GMX, WEB.DE and IONOS send no enhanced codes: a sentence, and a link with the number of the case. */
export const GMX: RuleBook = {
  providers: ["gmx", "webde", "ionos"],
  own: [
    {
      id: "gmx.rate",
      cause: "rate_limit",
      says: /too many (?:mails|messages)|reduce the sending rate|mail bomb/iu,
      example:
        "421 web.de (mxweb113) Nemesis ESMTP Service not available Service unavailable Reject due to policy restrictions Please try again later. Too many messages have been received in a short period of time.",
      source: "suped.com knowledge-base page on web.de deferrals (third_party)",
      date: "2026-11-20",
    },
    {
      id: "gmx.dns",
      cause: "dns_lookup",
      says: /bad dns ptr|resource record|dns resource|unable to verify sender domain/iu,
      example: "421 unable to verify sender domain",
      source: "public source ref 57103261574 (log)",
      date: "2026-11-20",
    },
    {
      id: "gmx.listed",
      cause: "blocklist",
      says: /ip address is (?:black|block)\s?listed/iu,
      example:
        "554 gmx.net (mxgmx101) Nemesis ESMTP Service not available No SMTP service IP address is black listed.",
      source: "KumoMTA community rules",
      date: "2026-11-20",
    },
    {
      id: "gmx.reputation",
      cause: "reputation",
      says: /policy restrictions|suspicious|spam/iu,
      example:
        "421 gmx.net (mxgmx008) Nemesis ESMTP Service not available Service unavailable Reject due to policy restrictions.",
      source: "KumoMTA community rules",
      date: "2026-11-20",
    },
    {
      id: "gmx.mailbox",
      cause: "mailbox",
      says: /\?c=r1601/u,
      example:
        "450 Requested mail action not taken: mailbox unavailable For explanation visit https://postmaster.gmx.net/en/case?c=r1601&i=ip&v=192.0.2.1",
      source: "KumoMTA community rules",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};

/** Deutsche Telekom refuses at the greeting and names the reason in brackets. */
export const T_ONLINE: RuleBook = {
  providers: ["t_online"],
  own: [
    {
      id: "t-online.listed",
      cause: "blocklist",
      says: /\(BL\)/u,
      example: "554 IP=192.0.2.1 - A problem occurred. Contact tosa@rx.t-online.de (BL)",
      source: "replies of t-online.de",
      date: "2026-11-20",
    },
    {
      id: "t-online.dial-up",
      cause: "dns_lookup",
      says: /\(DIAL\)/u,
      example: "554 IP=192.0.2.1 - Dialup/transient IP not allowed. (DIAL)",
      source: "replies of t-online.de",
      date: "2026-11-20",
    },
    {
      id: "t-online.unknown-sender",
      cause: "policy",
      says: /\(NOWL\)|a problem occurred/iu,
      example:
        "554 IP=192.0.2.1 - None/bad reputation. Contact tobr@rx.t-online.de for help. (NOWL)",
      source: "replies of t-online.de",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};
