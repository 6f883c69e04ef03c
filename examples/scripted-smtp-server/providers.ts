import { cycle, type Domain, domain, host, hours, over, type Rule, say, tries } from "./rule.ts";

/** The address from which our mail seems to come, as the servers quote it. */
const OURS = "203.0.113.25";

const GMAIL_RATE: readonly string[] = [
  `421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP`,
  `421-4.7.28 address [${OURS}      15]. To protect our users from spam, mail sent from`,
  `421-4.7.28 your IP address has been temporarily rate limited. For more`,
  `421-4.7.28 information, go to`,
  `421-4.7.28  https://support.google.com/mail/?p=UnsolicitedRateLimitError to`,
  `421 4.7.28 review our Bulk Email Senders Guidelines. %id% - gsmtp`,
];

const GMAIL_BUSY_USER: readonly string[] = [
  "450-4.2.1 The user you are trying to contact is receiving mail at a rate that",
  "450-4.2.1 prevents additional messages from being delivered. Please resend your",
  "450-4.2.1 message at a later time. For more information, go to",
  "450 4.2.1  https://support.google.com/mail/?p=ReceivingRate %id% - gsmtp",
];

const gmail = domain(
  "gmail.example",
  host(
    "gmail-smtp-in.l.google.com",
    10,
    say("rcpt", [cycle(1, 18)], ...GMAIL_BUSY_USER),
    say("end-of-data", [over(6)], ...GMAIL_RATE),
  ),
  host("alt1.gmail-smtp-in.l.google.com", 11, say("end-of-data", [over(4)], ...GMAIL_RATE)),
);

/** The incident of the second day: mild deferrals grow into a hard block, then it eases. */
function yahooRules(): readonly Rule[] {
  const see = "see https://postmaster.yahooinc.com/error-codes";
  const unexpected = `421 4.7.0 [TSS04] Messages from ${OURS} temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; ${see}`;
  const blocked = `421 4.7.1 [TS03] All messages from ${OURS} will be permanently deferred; Retrying will NOT succeed. ${see}`;
  return [
    say("mail", [hours(33, 37)], blocked),
    say("mail", [hours(37, 42), cycle(2, 3)], unexpected),
    say("mail", [hours(9, 14), cycle(1, 2)], unexpected),
    say("mail", [over(8)], unexpected),
  ];
}

const yahoo = domain(
  "yahoo.example",
  host("mta5.am0.yahoodns.net", 20, ...yahooRules()),
  host("mta6.am0.yahoodns.net", 21, ...yahooRules()),
);

const telekom = domain(
  "t-online.example",
  host(
    "mx00.t-online.de",
    30,
    say(
      "greeting",
      [hours(22, 27)],
      `554 IP=${OURS} - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.)`,
    ),
    say("greeting", [over(4)], `421 Too many connections from ${OURS}, please try again later`),
  ),
);

const gmx = domain(
  "gmx.example",
  host(
    "mx00.emig.gmx.net",
    40,
    say(
      "greeting",
      [over(5)],
      "421-gmx.net (mxgmx%id%) Nemesis ESMTP Service not available",
      "421-Too many connections",
      `421 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=${OURS}&c=rlim`,
    ),
  ),
);

const hotmail = domain(
  "hotmail.example",
  host(
    "hotmail-com.olc.protection.outlook.com",
    50,
    say(
      "mail",
      [hours(14, 20), cycle(3, 4)],
      `451 4.7.650 The mail server [${OURS}] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775) [%id%.eop-EUR05.prod.protection.outlook.com]`,
    ),
    say(
      "rcpt",
      [over(7)],
      `451 4.7.500 Server busy. Please try again later from [${OURS}]. (S77719) [%id%.prod.protection.outlook.com]`,
    ),
  ),
);

const tenant = domain(
  "tenant.example",
  host(
    "tenant-example.mail.protection.outlook.com",
    51,
    say(
      "greeting",
      [{ kind: "connections", open: 2 }],
      "421 4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission channel",
    ),
    say(
      "end-of-data",
      [cycle(1, 6)],
      "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=%id%.eurprd02.prod.outlook.com]",
    ),
    say(
      "mail",
      [over(4)],
      `451 4.7.500 Server busy. Please try again later from [${OURS}]. (AS761) [%id%.prod.protection.outlook.com]`,
    ),
  ),
);

/** Servers that take what they are given; the last is where our own bounces go. */
const quiet = [
  domain("alpha.example", host("mx1.alpha.example", 100)),
  domain("bravo.example", host("mx1.bravo.example", 101), host("mx2.bravo.example", 102)),
  domain(
    "charlie.example",
    host(
      "mx.charlie.example",
      103,
      say(
        "rcpt",
        [cycle(1, 7)],
        "550 5.1.1 <%id%@charlie.example>: Recipient address rejected: User unknown",
      ),
    ),
  ),
  domain(
    "delta.example",
    host(
      "mail.delta.example",
      104,
      say(
        "rcpt",
        [tries(1)],
        "450 4.2.0 Recipient address rejected: Greylisted, come back in 5 minutes",
      ),
    ),
  ),
  domain("news.example.net", host("mx.news.example.net", 105)),
];

/** The operators a report should name, each with the reply it is known for. */
export const providers: readonly Domain[] = [gmail, yahoo, telekom, gmx, hotmail, tenant, ...quiet];
