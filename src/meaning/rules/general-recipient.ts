import type { Rule } from "./rule.ts";

/** One recipient only. */
export const MAILBOX: readonly Rule[] = [
  {
    id: "general.unverified",
    cause: "mailbox",
    says: /unverified address|address verification|verify (?:the )?(?:address|recipient|mailbox|user)|recipient (?:address )?(?:callout|verif)|verification in progress/iu,
    example:
      "421 4.1.1 <user@example.com>: Recipient address rejected: unverified address: Address verification in progress",
  },
  {
    id: "general.quota",
    cause: "mailbox",
    says: /over\s?-?quota|mail ?box (?:is |has |was )?(?:\w{1,20} )?(?:full|exceed|over|too)|mailbox.{0,20}(?:quota|full|size|storage)|inbox.{0,30}(?:full|space|storage)|(?:user|recipient|account|customer|disk|storage|mailbox|domain|size)\W{0,3}(?:\w{1,20} ){0,2}(?:over |exceed\w{0,20} )?(?:his |her |their |its |the )?quota|quota (?:limit )?(?:is |was |has been )?(?:exceed|full|reach|violat|over)|exceed\w{0,20} (?:\w{1,20} ){0,3}quota|(?:domain|mailbox|account|user) size limit|out of (?:storage )?space.{0,20}recipient/iu,
    example: "452 4.2.2 The recipient's inbox is out of storage space.",
  },
  {
    id: "general.recipient-busy",
    cause: "mailbox",
    says: /(?:recipient|mail ?box|user|account|mail ?drop)\b.{0,40}(?:too (?:many|much|quick|fast)|receiv(?:es|ing|ed)|temporarily (?:un|dis|lock|susp|over)|unavailable|inactive|disabled|locked|busy|in use|suspended|deactivated|not (?:accept|available|ready|active))/iu,
    example: "450 Requested mail action not taken: mailbox unavailable",
  },
  {
    id: "general.user-unknown",
    cause: "mailbox",
    says: /(?:user|recipient|mail ?box|account|address)\b.{0,30}(?:unknown|not found|does(?: not|n't) exist|no such)|(?:no such|unknown|invalid) (?:user|recipient|mailbox|account|local)/iu,
    example:
      "450 4.1.1 <user@example.com>: Recipient address rejected: User unknown in local recipient table",
  },
];
