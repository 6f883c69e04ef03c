import type { Rule } from "./rule.ts";

/** An unknown sender is asked to come back. Stands before the lists: some greylist only whom a list names. */
export const GREYLIST: readonly Rule[] = [
  {
    id: "general.greylist",
    cause: "greylist",
    says: /gr[ae]y[\s-]?list/iu,
    example:
      "450 4.2.0 <user@lists.example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/lists.example.org.html",
  },
  {
    id: "general.not-yet-authorized",
    cause: "greylist",
    says: /not yet (?:been )?authori[sz]ed to deliver|not seen (?:you|this sender) before|unknown triplet/iu,
    example:
      "451-192.0.2.231 is not yet authorized to deliver  mail from 451-<sender@example.org> to 451 <list@lists.example.net>. Please try later.",
  },
  {
    id: "general.first-contact",
    cause: "greylist",
    says: /first (?:time|contact|attempt|delivery)|new sender|early (?:re)?try|retry too early|come back (?:later|in|again)/iu,
    example: "451 4.7.1 This is your first attempt to deliver here, please come back later",
  },
  {
    id: "general.soft-reject",
    cause: "greylist",
    says: /soft[\s-]?reject/iu,
    example: "451 4.7.1 SOFT REJECT - try again later #412 (support-id: C3BA7E2D01-a9d075",
  },
  {
    id: "general.other-server",
    cause: "greylist",
    says: /try (?:another|the next|a different|other) (?:server|mx|mail)/iu,
    example: "451 Please try another server",
  },
  {
    id: "general.postscreen",
    cause: "greylist",
    codes: [450],
    says: /^service currently unavailable/iu,
    example: "450 4.3.2 Service currently unavailable",
  },
];

/** A list is named. A host that merely keeps a list of its own is a matter of reputation. */
export const BLOCKLIST: readonly Rule[] = [
  {
    id: "general.blocked-using",
    cause: "blocklist",
    says: /blocked (?:using|by|at|via|due to|because).{0,40}(?:<host>|[a-z]bl\b|\.(?:org|net|com)|list)/iu,
    example:
      "450 4.7.1 Service unavailable; Client host [192.0.2.223] blocked using zen.spamhaus.org; Listed by CSS",
  },
  {
    id: "general.list-name",
    cause: "blocklist",
    says: /spamhaus|spamcop|sorbs|barracudacentral|uceprotect|abuseat|mailspike|invaluement|abusix|surbl|uribl|\bpsbl\b|nixspam|trustedsource|sender ?score|spam ?rats|backscatterer|dnswl|mail-abuse|cloudmark/iu,
    example: "451 Currently Sending Spam See: http://www.sorbs.net/lookup.shtml?192.0.2.1",
  },
  {
    id: "general.dnsbl",
    cause: "blocklist",
    says: /\b(?:dnsbl|rbl|rhsbl|uribl|dbl|sbl|xbl|pbl|cbl|css)\b|[a-z]bl\.[a-z]/iu,
    example: "421 your ip is currently blacklisted, try to auth first (dnsbl.example.org) #5.7.1",
  },
  {
    id: "general.listed-on",
    cause: "blocklist",
    says: /\b(?:is|are|was|been|currently) (?:black|block)?\s?-?listed (?:in|at|on|by|with)\b|listed (?:in|at|on|by) (?:an? |the |our )?(?:<host>|(?:black|block|deny)\s?-?list|dns)/iu,
    example: "421 4.7.1 Your host 192.0.2.1 is listed at a real-time blackhole list",
  },
  {
    id: "general.block-list",
    cause: "blocklist",
    says: /(?:on|in) (?:an? |the |our |some )?(?:ip )?(?:black|block|deny)\s?-?list|blackhole/iu,
    example: "450 4.7.1 Connection refused, your address is on our block list",
  },
];

/** Mail to many who do not exist: before the rules that count recipients. */
export const INVALID_RECIPIENTS: readonly Rule[] = [
  {
    id: "general.invalid-recipients",
    cause: "reputation",
    says: /(?:too many|many|high number of|excessive) (?:invalid|unknown|bad|nonexistent|non-existent|wrong) (?:recipients?|users?|rcpts?|addresses|mailboxes)|dictionary attack|directory harvest/iu,
    example: "421 ESMTP - Too many invalid recipients from this IP",
  },
];

/** Doubt in the address, the domain or the content. */
export const REPUTATION: readonly Rule[] = [
  {
    id: "general.reputation",
    cause: "reputation",
    says: /reputation|réputation|untrusted|not trusted|trustworth|low score|bad score|poor score/iu,
    example: "451 4.7.1 Your message is deferred due to the poor reputation of your network",
  },
  {
    id: "general.complaints",
    cause: "reputation",
    says: /complain|abus(?:e|ive)\b|bad behaviou?r|misbehav|malicious|intrusion|unusual (?:activity|behaviou?r|traffic)|your access to\b|\bsuspicious\b|\bsuspect/iu,
    example: "421 4.7.0 Deferred due to user complaints",
  },
  {
    id: "general.spam",
    cause: "reputation",
    says: /(?<!anti-)\bspam(?!-?(?:filter|assassin))|\bubce?\b|\bube\b|unsolicited|\bjunk\b|\bbulk\b|phish|\bvirus\b|infected|malware/iu,
    example: "451 SPAM not accepted",
  },
  {
    id: "general.own-block",
    cause: "reputation",
    says: /black\s?-?list|blocked|block(?:ed)? (?:for|until)|banned|penalt|quarantin|tarpit/iu,
    example: "421 4.3.2 your ip blocked from this server",
  },
  {
    id: "general.ip-rejected",
    cause: "reputation",
    says: /(?:\bip(?: address)?|<ip>)\W{0,4} (?:is |was |has been )?(?:temporarily )?(?:rejected|refused|suspended)/iu,
    example: "421 IP<192.0.2.1> rejected",
  },
  {
    id: "general.content",
    cause: "reputation",
    says: /content (?:filter|rejected|denied|policy)|message content|looks like|prohibited content/iu,
    example: "451 4.7.1 Message deferred because of its content, content filter",
  },
];
