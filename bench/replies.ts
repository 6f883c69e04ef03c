import type { Random } from "./random.ts";

/** Where in the dialogue a reply is given, as Postfix words it: at `connect` the host "refused to talk". */
export type RefusalStage = "connect" | "mail" | "rcpt" | "data" | "eod";

/** One way in which a provider refuses for now. `dsn` is what Postfix makes of the last line of the reply. */
export type Refusal = {
  readonly code: number;
  readonly dsn: string;
  readonly stage: RefusalStage;
  readonly text: (random: Random, recipient: string) => string;
};

/** The number in `(AS761)` names the rule that fired, not the message: there are few. */
const SERVER_BUSY_RULES = [761, 843, 7712, 77_712_344, 780_090];

const OUR_ADDRESS = "192.0.2.25";

/** `421-4.7.28 first line 421 4.7.28 last line`: a multi-line reply as Postfix joins it, with blanks. */
function joined(code: number, enhanced: string, lines: readonly string[]): string {
  const last = lines.length - 1;
  return lines
    .map((line, index) => `${code}${index === last ? " " : "-"}${enhanced} ${line}`)
    .join(" ");
}

/** `b7-20020a92db0700si2356002iln.115 - gsmtp`: Google signs every reply with an id of its own. */
function gsmtp(random: Random): string {
  return `${random.id(2)}-2002${random.id(12)}si${random.below(9_000_000)}${random.id(2)}.${random.below(300)} - gsmtp`;
}

/** `[AM7EUR03FT068.eurprd05.prod.outlook.com 2026-11-02T11:12:39.245Z 08DE6C12E206EF5D]` */
function outlookTrace(random: Random): string {
  const second = String(10 + random.below(50));
  return `[AM${random.hex(2)}EUR03FT${random.hex(4)}.eurprd05.prod.outlook.com 2026-11-02T11:12:${second}.${100 + random.below(900)}Z 08DE${random.hex(12)}]`;
}

export const GOOGLE: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.7.28",
    stage: "eod",
    text: (random) =>
      joined(421, "4.7.28", [
        "Gmail sees an unusual rate of mail that comes from",
        `your IP address ${OUR_ADDRESS}. To protect our users, mail from it is`,
        "rate limited for a while. What we expect of bulk senders:",
        ` https://support.google.com/mail/?p=UnsolicitedRateLimitError ${gsmtp(random)}`,
      ]),
  },
  {
    code: 421,
    dsn: "4.7.28",
    stage: "eod",
    text: (random) =>
      joined(421, "4.7.28", [
        `[${OUR_ADDRESS}      15] An unusual rate of unsolicited mail comes`,
        "from your SPF domain [example.net]. It is rate limited for a while,",
        ` see https://support.google.com/mail/?p=UnsolicitedRateLimitError ${gsmtp(random)}`,
      ]),
  },
  {
    code: 421,
    dsn: "4.2.1",
    stage: "rcpt",
    text: (random) =>
      joined(421, "4.2.1", [
        "This user receives mail at a rate that keeps",
        `further messages out for now. Send yours again later. ${gsmtp(random)}`,
      ]),
  },
  {
    code: 421,
    dsn: "4.7.0",
    stage: "connect",
    text: (random) =>
      joined(421, "4.7.0", [
        "Try again later, this connection closes. (EHLO)",
        ` https://support.google.com/a/answer/3221692 ${gsmtp(random)}`,
      ]),
  },
];

export const YAHOO: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.7.0",
    stage: "mail",
    text: (random) =>
      `421 4.7.0 [TSS04] Messages from ${OUR_ADDRESS} are deferred for unexpected volume or complaints of users - 4.16.55.1 (${random.id(12)}); see https://postmaster.yahooinc.com/error-codes`,
  },
  {
    code: 421,
    dsn: "4.7.0",
    stage: "mail",
    text: (random) =>
      `421 4.7.0 [TSS09] (${random.id(8)}) Too many messages from ${OUR_ADDRESS} in this hour; see https://postmaster.yahooinc.com/error-codes`,
  },
];

export const T_ONLINE: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.0.0",
    stage: "connect",
    text: (random) =>
      `421 mailin${10 + random.below(30)}.mgt.mul.t-online.de closes: too many sessions from IP=${OUR_ADDRESS} (ID ${random.id(16)})`,
  },
];

export const GMX: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.0.0",
    stage: "connect",
    text: (random) =>
      `421 gmx.net (mxgmx${100 + random.below(30)}) Nemesis ESMTP Service not available. Too many messages in a short period. Retry in a few hours at a lower rate, id 1M${random.id(6)}-1N${random.id(6)}-00${random.id(4)}`,
  },
];

export const ORANGE: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.0.0",
    stage: "connect",
    text: (random) =>
      `421 mwinf5c${10 + random.below(80)} ME Trop de connexions. Too many connections, slow down. OFR_104 [104] ${random.id(10)}`,
  },
];

export const COMCAST: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.1.0",
    stage: "mail",
    text: (random) =>
      `421 4.1.0 ${OUR_ADDRESS} is throttled, session ${random.id(14)} - retry later. https://postmaster.comcast.net/smtp-error-codes.php#RL000001`,
  },
];

export const APPLE: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.7.1",
    stage: "rcpt",
    text: (random, recipient) =>
      `421 4.7.1 Messages to ${recipient} are deferred, volume too high (${random.id(10)}) - https://support.apple.com/en-us/HT204137`,
  },
];

export const OUTLOOK: readonly Refusal[] = [
  {
    code: 451,
    dsn: "4.7.650",
    stage: "mail",
    text: (random) =>
      `451 4.7.650 The mail server [${OUR_ADDRESS}] is rate limited for now because of its reputation, see https://aka.ms/postmaster (S775) ${outlookTrace(random)}`,
  },
  {
    code: 451,
    dsn: "4.7.500",
    stage: "rcpt",
    text: (random) =>
      `451 4.7.500 Server busy. Come back later from [${OUR_ADDRESS}]. (AS${random.pick(SERVER_BUSY_RULES)}) ${outlookTrace(random)}`,
  },
  {
    code: 421,
    dsn: "4.3.2",
    stage: "connect",
    text: (random) =>
      `421 4.3.2 The limit of concurrent connections is exceeded, this channel closes. ${outlookTrace(random)}`,
  },
];

/** What small servers say: Postfix, Cisco, Exim and home-made policies. */
export const SMALL: readonly Refusal[] = [
  {
    code: 421,
    dsn: "4.7.0",
    stage: "connect",
    text: (random) =>
      `421 4.7.0 mx${1 + random.below(4)}.example Error: too many connections from ${OUR_ADDRESS}, ticket ${random.id(6)}`,
  },
  {
    code: 421,
    dsn: "4.0.0",
    stage: "connect",
    text: (random) => `421 #4.4.5 Too many connections to this listener (${random.id(8)}).`,
  },
  {
    code: 421,
    dsn: "4.3.2",
    stage: "data",
    text: (random) => `421 4.3.2 Server going down for maintenance (job ${random.below(9999)})`,
  },
  {
    code: 452,
    dsn: "4.3.1",
    stage: "eod",
    text: (random) => `452 4.3.1 Out of storage for queue file ${random.hex(10)}`,
  },
  {
    code: 554,
    dsn: "4.7.1",
    stage: "connect",
    text: (random) => `554 5.7.1 Client ${OUR_ADDRESS} stands on our list (${random.id(8)})`,
  },
];

/** A greylisting server refuses every recipient on its own and takes the message at the next try. */
export const GREYLIST: Refusal = {
  code: 450,
  dsn: "4.2.0",
  stage: "rcpt",
  text: (random, recipient) =>
    `450 4.2.0 <${recipient}>: Recipient address rejected: Greylisted, come back in ${60 + random.below(240)} s, see http://postgrey.schweikert.ch/help/${recipient.slice(recipient.indexOf("@") + 1)}.html`,
};
