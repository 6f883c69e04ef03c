import {
  cycle,
  type Domain,
  domain,
  fallSilent,
  hangUp,
  host,
  say,
  sayAndStay,
  tries,
  type When,
} from "./rule.ts";

const often: readonly When[] = [cycle(2, 3)];
const once: readonly When[] = [tries(1)];
const twice: readonly When[] = [tries(2)];

/** Refusals of an envelope or of a message. */
export const transactionCases: readonly Domain[] = [
  domain(
    "mail.example",
    host(
      "mx.mail.example",
      120,
      say("mail", twice, "421 4.7.0 Too many messages from 203.0.113.25, slow down"),
    ),
  ),
  domain(
    "mail-fallback.example",
    host(
      "mx1.mail-fallback.example",
      121,
      say("mail", twice, "421 4.7.0 Rate limit exceeded, try the other one"),
    ),
    host("mx2.mail-fallback.example", 122),
  ),
  domain(
    "rcpt-first.example",
    host(
      "mx.rcpt-first.example",
      123,
      say("rcpt", once, "421 4.7.0 Too many recipients this hour"),
    ),
  ),
  domain(
    "rcpt-second.example",
    host(
      "mx.rcpt-second.example",
      124,
      say(
        "rcpt",
        [{ kind: "recipients", from: 2, until: 2 }, tries(1)],
        "421-4.2.1 The mailbox receives mail at a rate that",
        "421 4.2.1 prevents more messages from being delivered.",
      ),
    ),
  ),
  domain(
    "rcpt-all.example",
    host(
      "mx.rcpt-all.example",
      125,
      sayAndStay("rcpt", twice, "421 4.5.3 Recipient quota used up, try later"),
    ),
  ),
  domain(
    "data.example",
    host("mx.data.example", 126, say("data", twice, "421 4.3.2 Service shutting down")),
  ),
  domain(
    "end-of-data.example",
    host(
      "mx.end-of-data.example",
      127,
      say("end-of-data", twice, "421 4.3.0 Temporary system problem, try again later"),
    ),
  ),
  domain(
    "class-five.example",
    host(
      "mx.class-five.example",
      129,
      say("mail", twice, "421 5.7.1 Blocked for now, ask postmaster"),
    ),
  ),
  domain(
    "two-codes.example",
    host(
      "mx.two-codes.example",
      130,
      say("end-of-data", twice, "421-4.7.0 Message deferred", "421 4.3.2 Out of processing slots"),
    ),
  ),
  domain(
    "two-digits.example",
    host(
      "mx.two-digits.example",
      131,
      say(
        "rcpt",
        once,
        "450-4.7.1 You are on the greylist",
        "421 4.7.0 and this connection is closed",
      ),
    ),
  ),
  domain(
    "greylist.example",
    host(
      "mx.greylist.example",
      132,
      say("rcpt", once, "450 4.2.0 Recipient address rejected: Greylisted for 300 seconds"),
    ),
  ),
  domain(
    "max-rcpt.example",
    host(
      "mx.max-rcpt.example",
      133,
      say("rcpt", [{ kind: "recipients", from: 3, until: 99 }], "452 4.5.3 Too many recipients"),
    ),
  ),
  domain(
    "session.example",
    host(
      "mx.session.example",
      148,
      say(
        "mail",
        [{ kind: "messages", passed: 2 }],
        "421 4.7.0 Too many messages on this connection, reconnect",
      ),
    ),
  ),
  domain("v6.example", {
    ...host(
      "mx.v6.example",
      0,
      say("mail", twice, "421 4.7.0 [2001:db8:25::1] Our system has rate limited your /64"),
    ),
    address: "::1",
  }),
];

/** Sessions that end without a reply. */
export const lostCases: readonly Domain[] = [
  domain("lost-greeting.example", host("mx.lost-greeting.example", 135, hangUp("greeting", often))),
  domain("lost-ehlo.example", host("mx.lost-ehlo.example", 136, hangUp("ehlo", often))),
  domain("lost-mail.example", host("mx.lost-mail.example", 137, hangUp("mail", twice))),
  domain("lost-end.example", host("mx.lost-end.example", 138, hangUp("end-of-data", twice))),
  domain("lost-rcpt.example", host("mx.lost-rcpt.example", 139, hangUp("rcpt", once))),
  domain(
    "silent-greeting.example",
    host("mx.silent-greeting.example", 140, fallSilent("greeting", often)),
  ),
  domain("silent-end.example", host("mx.silent-end.example", 141, fallSilent("end-of-data", once))),
];
