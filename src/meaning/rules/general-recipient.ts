import type { Rule } from "./rule.ts";

/** One recipient gets too much: before the rules that count for the sender. */
export const BUSY_RECIPIENT: readonly Rule[] = [
  {
    id: "general.recipient-limit",
    cause: "mailbox",
    says: /concurrent deliver\w{1,5} (?:for|to) (?:this |the )?(?:user|mailbox|recipient)|(?:the|this) (?:recipient|user|mailbox) (?:has|is) (?:exceed|receiv)\w{2,3} .{0,40}(?:rate|limit|too)|(?:gets?|receiv\w{1,3}) (?:mail |messages )?too (?:many|much|fast|quickly)/iu,
    example: "450 4.2.1 The recipient has exceeded their message rate limit. Try again later",
    source: "ActiveCampaign/smtp-field-manual data/codes/450.json (third_party)",
    date: "2026-11-21",
  },
];

/** One recipient only. */
export const MAILBOX: readonly Rule[] = [
  {
    id: "general.mailbox-moved",
    cause: "mailbox",
    says: /\b(?:recipient|mail ?box|user|account)\b.{0,20}\b(?:migrat|relocat|(?:being|been) moved)/iu,
    example: "450 4.2.1 This mailbox is being moved to another server",
    source: "wording in use, own example",
    date: "2026-11-21",
  },
  {
    id: "general.unverified",
    cause: "mailbox",
    says: /unverified address|address verification|verify (?:the )?(?:address|recipient|mailbox|user)|recipient (?:address )?(?:callout|verif)|address temporarily unavailable|verification in progress/iu,
    example:
      "421 4.1.1 <user@example.com>: Recipient address rejected: unverified address: Address verification in progress",
    source: "ActiveCampaign/smtp-field-manual data/codes/421.json (third_party)",
    date: "2026-11-20",
  },
  {
    id: "general.quota",
    cause: "mailbox",
    says: /over\s?-?quota|mail ?box (?:is |has |was )?(?:\w{1,20} )?(?:full|exceed|over|too)|(?:mailbox|account|inbox).{0,40}(?:quota|\bfull\b|size limit|storage (?:limit|space|quota))|postfach.{0,40}(?:voll|[uü]berf[uü]llt)|bo[iî]te.{0,40}pleine|buz[oó]n.{0,40}llen[oa]|casella.{0,40}pien[oa]|caixa.{0,40}cheia|inbox.{0,30}(?:full|space|storage)|(?:user|recipient|account|customer|disk|storage|mailbox|domain|size)\W{0,3}(?:\w{1,20} ){0,2}(?:over |exceed\w{0,20} )?(?:his |her |their |its |the )?quota|quota (?:limit )?(?:is |was |has been )?(?:exceed|full|reach|violat|over)|exceed\w{0,20} (?:\w{1,20} ){0,3}quota|(?:domain|mailbox|account|user) size limit|out of (?:storage )?space.{0,20}recipient/iu,
    example: "452 4.2.2 The recipient's inbox is out of storage space.",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.recipient-busy",
    cause: "mailbox",
    says: /(?:recipient|mail ?box|user|account|mail ?drop)\b.{0,40}(?:too (?:many|much|quick|fast)|receiv(?:es|ing|ed)|temporarily (?:un|dis|lock|susp|over)|unavailable|inactive|disabled|locked|busy|in use|suspended|deactivated|not (?:accept|available|ready|active))/iu,
    example: "450 Requested mail action not taken: mailbox unavailable",
    source: "RFC 5321 section 4.2.3 (vendor)",
    date: "2026-11-20",
  },
  {
    id: "general.user-unknown",
    cause: "mailbox",
    says: /(?:user|recipient|mail ?box|account|address)\b.{0,30}(?:unknown|not found|does(?: not|n't) exist|no such)|(?:no such|unknown|invalid) (?:user|recipient|mailbox|account|local)/iu,
    example:
      "450 4.1.1 <user@example.com>: Recipient address rejected: User unknown in local recipient table",
    source: "Postfix unknown_local_recipient_reject_code=450 (ruleset)",
    date: "2026-11-20",
  },
];
