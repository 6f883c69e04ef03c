import type { Rule } from "./rule.ts";

/** An unknown sender is asked to come back. Stands before the lists: some greylist only whom a list names. */
export const GREYLIST: readonly Rule[] = [
  {
    id: "general.greylist",
    cause: "greylist",
    says: /gr[ae]y[\s-]?list/iu,
    example:
      "450 4.2.0 <user@lists.example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/lists.example.org.html",
    source: "schweikert/postgrey (log)",
    date: "2026-11-20",
  },
  {
    id: "general.not-yet-authorized",
    cause: "greylist",
    says: /not yet (?:been )?authori[sz]ed to deliver|not seen (?:you|this sender) before|(?:unknown|new) (?:triplet|tuple)|triplet (?:is )?(?:unknown|new)|sender[\s-]recipient pair/iu,
    example:
      "451-192.0.2.231 is not yet authorized to deliver  mail from 451-<sender@example.org> to 451 <list@lists.example.net>. Please try later.",
    source: "public source ref 15179451237 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.first-contact",
    cause: "greylist",
    says: /first (?:time|contact|attempt|delivery)|new sender|(?:are|is) new (?:here|to (?:us|this))|(?:unknown|never seen) (?:so far|before|until now)|unknown senders? (?:are|is|must|will)|early (?:re)?try|retry too early|deferred first/iu,
    example: "451 4.7.1 This is your first attempt to deliver here, please come back later",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.come-back",
    cause: "greylist",
    says: /\bcome (?:back )?(?:later|in <|again)/iu,
    unless: /unavailable|not available|busy|too many/iu,
    example: "450 Please come back in <n> minutes",
    source: "wording in use, own example",
    date: "2026-11-21",
  },
  {
    id: "general.soft-reject",
    cause: "greylist",
    says: /soft[\s-]?reject/iu,
    example: "451 4.7.1 SOFT REJECT - try again later #412 (support-id: C3BA7E2D01-a9d075",
    source: "public source ref 21324577551 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.other-server",
    cause: "greylist",
    says: /try (?:another|the next|a different|other) (?:server|mx|mail)/iu,
    example: "451 Please try another server",
    source: "nic.ru help page on mail errors (vendor)",
    date: "2026-11-20",
  },
  {
    id: "general.postscreen",
    cause: "greylist",
    codes: [450],
    says: /^service currently unavailable/iu,
    example: "450 4.3.2 Service currently unavailable",
    source: "Postfix src/postscreen/postscreen_state.c (source)",
    date: "2026-11-20",
  },
];

/** A list is named. A host that merely keeps a list of its own is a matter of reputation. */
export const BLOCKLIST: readonly Rule[] = [
  {
    id: "general.blocked-using",
    cause: "blocklist",
    says: /(?:blocked|rejected|refused|denied) (?:using|by|at|via|due to|because|per).{0,40}(?:<host>|[a-z]bl\b|\.(?:org|net|com)\b|\blist(?:ed|ing)?\b)/iu,
    example:
      "450 4.7.1 Service unavailable; Client host [192.0.2.223] blocked using zen.spamhaus.org; Listed by CSS",
    source: "public source ref 67625861402 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.list-name",
    cause: "blocklist",
    says: /spamhaus|spamcop|sorbs|barracudacentral|uceprotect|abuseat|mailspike|invaluement|abusix|surbl|uribl|\bpsbl\b|nixspam|trustedsource|sender ?score|spam ?rats|backscatterer|dnswl|mail-abuse|cloudmark|gbudb|hostkarma|junkemailfilter|spameatingmonkey|lashback|blocklist\.de|s5h\.|njabl|wpbl|manitu|dronebl|swinog|spfbl|0spam|multirbl|mxtoolbox|attrbl|return ?path|email reputation service/iu,
    example: "451 Currently Sending Spam See: http://www.sorbs.net/lookup.shtml?192.0.2.1",
    source: "zone-eu/zone-mta config/bounces.txt (log)",
    date: "2026-11-20",
  },
  {
    id: "general.dnsbl",
    cause: "blocklist",
    says: /\b(?:dnsbl|rbl|rhsbl|uribl|dbl|sbl|xbl|pbl|cbl|css)\b|\b(?:rbls|dnsbls)\b|[a-z-]bls?\d?\.[a-z]/iu,
    example: "421 your ip is currently blacklisted, try to auth first (dnsbl.example.org) #5.7.1",
    source: "indimail/qmail dnsbl module (source)",
    date: "2026-11-20",
  },
  {
    id: "general.listed-on",
    cause: "blocklist",
    says: /\b(?:is|are|was|been|currently) (?:black|block)?\s?-?listed (?:in|at|on|by|with)\b|(?:listed|found|present|appears?) (?:in|at|on|by) (?:[\w-]{1,20} ){0,4}(?:<host>|(?:black|block|deny|drop)\s?-?lists?\b|dns|rbl)|list(?:ed|ing) (?:by|with) <host>/iu,
    example: "421 4.7.1 Your host 192.0.2.1 is listed at a real-time blackhole list",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.block-list",
    cause: "blocklist",
    says: /(?:on|in) (?:an? |the |our |some )?(?:ip )?(?:\w{1,20} ){0,2}(?:black|block|deny)\s?-?list|blackhole|blacklisted by (?:\w{1,20} ){0,2}(?:lists?|rbls?|dnsbls?)/iu,
    example: "450 4.7.1 Connection refused, your address is on our block list",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];

/** Mail to many who do not exist: before the rules that count recipients. */
export const INVALID_RECIPIENTS: readonly Rule[] = [
  {
    id: "general.invalid-recipients",
    cause: "reputation",
    says: /(?:too many|many|high (?:number|percentage|rate|share) of|excessive) (?:invalid|unknown|bad|nonexistent|non-existent|wrong|undeliverable) (?:recipients?|users?|rcpts?|addresses|mailboxes)|dictionary attack|directory harvest/iu,
    example: "421 ESMTP - Too many invalid recipients from this IP",
    source: "public source ref 21114823096 (ruleset)",
    date: "2026-11-20",
  },
];

/** Doubt that is said outright: before the rules that count messages. */
export const DOUBT: readonly Rule[] = [
  {
    id: "general.spam-sent",
    cause: "reputation",
    says: /\bspam (?:messages?|e?-?mails?|score|traps?|content|activity|suspect\w{0,5}|complaints?|attack)|(?:as|be|is|was|for|of|with) (?:\w{1,20} )?spam\b(?! (?:protection|countermeasure|prevention|control))|spam[\s-]?like|spammer|(?:too many|too much|sending|sent) (?:\w{1,20} )?(?:spams?|junk)\b|\bbanned\b|phish|infected|malware|too many bounces|bounce rate/iu,
    example: "554 5.7.1 Your address is banned, several spam messages in the last hour",
    source: "wording in use, own example",
    date: "2026-11-21",
  },
];

/** Doubt in the address, the domain or the content. */
export const REPUTATION: readonly Rule[] = [
  {
    id: "general.reputation",
    cause: "reputation",
    says: /reputation|réputation|reputación|reputazione|untrusted|not trusted|trustworth|\btrust (?:level|score)|(?:low|bad|poor|high|spam) score|\bscored?\b.{0,20}<n>|(?:poor|bad|no) (?:\w{1,20} ){0,2}history/iu,
    example: "451 4.7.1 Your message is deferred due to the poor reputation of your network",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.complaints",
    cause: "reputation",
    says: /complain|abus(?:e|ive)\b|(?:bad|poor|abnormal|unwanted|suspicious) (?:\w{1,20} )?(?:behaviou?r|pattern|activity)|misbehav|malicious|intrusion|unusual (?:\w{1,20} )?(?:activity|behaviou?r|traffic)|too many bounces|bounce rate|honey ?pot|trap address|dynamic(?:ally)? screen|your access to\b|\bsuspicious\b|\bsuspect/iu,
    example: "421 4.7.0 Deferred due to user complaints",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.spam",
    cause: "reputation",
    says: /(?<!anti-)\bspam(?!-?(?:filter|assassin)| (?:protection|countermeasure|prevention|control))|\bubce?\b|\bube\b|unsolicited|\bjunk\b|\bbulk\b|phish|\bvirus\b|infected|malware/iu,
    example: "451 SPAM not accepted",
    source: "cfortune/PHP-Bounce-Handler eml sample 29 (log)",
    date: "2026-11-20",
  },
  {
    id: "general.own-block",
    cause: "reputation",
    says: /black\s?-?list|blocked|block(?:ed)? (?:for|until)|banned|penalt|quarantin|tarpit/iu,
    example: "421 4.3.2 your ip blocked from this server",
    source: "public source ref 63138963084 (third_party)",
    date: "2026-11-20",
  },
  {
    id: "general.ip-rejected",
    cause: "reputation",
    says: /(?:\bip(?: address)?|<ip>)\W{0,4} (?:is |was |has been )?(?:temporarily )?(?:rejected|refused|suspended)/iu,
    example: "421 IP<192.0.2.1> rejected",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
  {
    id: "general.content",
    cause: "reputation",
    says: /content (?:filter|rejected|denied|policy)|message content|looks like|prohibited content|suspicious (?:attachment|link|url|content)/iu,
    example: "451 4.7.1 Message deferred because of its content, content filter",
    source: "wording in use, own example",
    date: "2026-11-20",
  },
];
