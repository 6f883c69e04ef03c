import type { RuleBook } from "./rule.ts";

/** Orange and La Poste: only the last three digits count, several reasons share one sentence. */
export const ORANGE: RuleBook = {
  providers: ["orange", "laposte"],
  own: [
    {
      id: "orange.refused",
      cause: "unknown",
      says: /service refuse\. veuillez essayer plus tard/iu,
      example: "421 4.1.1 BXpE Service refuse. Veuillez essayer plus tard. OFR005_411 [411]",
      source: "public source ref 70975931806 (log)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "orange.list",
      cause: "blocklist",
      says: /\b(?:OFR|LPN)\d{0,8}_(?:10[0-3]|425)\b/u,
      example: "421 mwinf5c04 ME Service refuse. Veuillez essayer plus tard. OFR004_102 [102]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.connections",
      cause: "connection_limit",
      says: /\b(?:OFR|LPN)\d{0,8}_10[4-69]\b/u,
      example:
        "421 mwinf5c63 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR005_104 [104]",
      source: "zone-eu/zone-mta config/bounces.txt (log)",
      date: "2026-11-20",
    },
    {
      id: "orange.dns",
      cause: "dns_lookup",
      says: /\b(?:OFR|LPN)\d{0,8}_(?:107|20\d|405)\b/u,
      example: "421 mwinf5c12 ME Adresse IP source sans resolution inverse. OFR004_107 [107]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.authentication",
      cause: "authentication",
      says: /\b(?:OFR|LPN)\d{0,8}_(?:39\d|515|517|519)\b/u,
      example: "421 mwinf5c19 ME Emetteur invalide. Invalid Sender. OFR004_519 [519]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.mailbox",
      cause: "mailbox",
      says: /\b(?:OFR|LPN)\d{0,8}_41[67]\b/u,
      example: "452 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.system",
      cause: "server_busy",
      says: /\b(?:OFR|LPN)\d{0,8}_505\b/u,
      example: "451 Erreur systeme. Veuillez essayer plus tard. OFR_505 [505]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.content",
      cause: "reputation",
      says: /\b(?:OFR|LPN)\d{0,8}_506\b/u,
      example: "451 Mail rejete. Mail rejected. OFR_506 [506]",
      source: "postmaster.orange.fr",
      date: "2026-11-20",
    },
    {
      id: "orange.rate",
      cause: "rate_limit",
      says: /\b(?:OFR|LPN)\d{0,8}_99\d\b/u,
      example: "421 Service refuse. Veuillez essayer plus tard. OFR_999 [999]",
      source: "public source ref 70975931806 (log)",
      date: "2026-11-20",
    },
    {
      id: "orange.spf",
      cause: "authentication",
      says: /emetteur invalide/iu,
      example:
        "421 smtp.orange.fr [192.0.2.1] Emetteur invalide, Veuillez verifier la configuration SPF/DNS de votre nom de domaine. Invalid Sender.",
      source: "sisimai/rb-sisimai lib/sisimai/rhost/franceptt.rb (log)",
      date: "2026-11-20",
    },
  ],
};

/** SFR and Neuf name the filter that decided. */
export const SFR: RuleBook = {
  providers: ["sfr"],
  own: [],
  anywhere: [
    {
      id: "sfr.behaviour",
      cause: "reputation",
      says: /\bSFR_IN_10\d\b|\bGU_EIB_0\d\b/u,
      example: "450 4.7.1 SFR_IN_101 Service refused due to bad behavior - Too many spam messages",
      source: "bentonow.com deliverability guide, SFR section (third_party)",
      date: "2026-11-20",
    },
  ],
};

/** Free says it in sentences, and its errors are the sender's unknown recipients. */
export const FREE: RuleBook = {
  providers: ["free"],
  own: [
    {
      id: "free.errors",
      cause: "reputation",
      says: /too many (?:errors|spams?) from your ip/iu,
      example:
        "451 too many errors from your ip (192.0.2.17), please visit http://postmaster.free.fr/",
      source: "public source ref 70975931806 (log)",
      date: "2026-11-20",
    },
    {
      id: "free.own-list",
      cause: "reputation",
      says: /temporar\w{1,20} blacklisted by/iu,
      example:
        "421 Your IP (192.0.2.213) is temporary blacklisted by an anti-troyan rule, retry later and/or visit http://postmaster.free.fr/",
      source: "public source ref 2042064557 (log)",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};
