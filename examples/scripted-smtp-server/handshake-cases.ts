import { always, cycle, type Domain, domain, host, say, type When } from "./rule.ts";

const often: readonly When[] = [cycle(2, 3)];

const BUSY = "421 4.7.0 Error: too many connections from 203.0.113.25";
const SCREENING = "421 4.3.2 All screening ports are busy";
const NOT_AVAILABLE = "421 Service not available, closing transmission channel";

/** Refusals before the envelope: greeting, EHLO, HELO. Postfix logs them all as `refused to talk to me`. */
export const handshakeCases: readonly Domain[] = [
  domain("greeting.example", host("mx.greeting.example", 110, say("greeting", often, BUSY))),
  domain(
    "plain-greeting.example",
    host("mx.plain-greeting.example", 111, say("greeting", often, NOT_AVAILABLE)),
  ),
  domain(
    "both-refuse.example",
    host("mx1.both-refuse.example", 112, say("greeting", often, SCREENING)),
    host("mx2.both-refuse.example", 113, say("greeting", always, SCREENING)),
  ),
  domain(
    "fallback.example",
    host("mx1.fallback.example", 114, say("greeting", always, NOT_AVAILABLE)),
    host("mx2.fallback.example", 115),
  ),
  domain("half-down.example", host("mx1.half-down.example", 116, say("greeting", often, BUSY)), {
    ...host("mx2.half-down.example", 117),
    down: true,
  }),
  domain(
    "ehlo.example",
    host(
      "mx.ehlo.example",
      118,
      say("ehlo", often, "421 4.7.0 Try again later, closing connection. (EHLO)"),
    ),
  ),
  domain(
    "helo.example",
    host(
      "mx.helo.example",
      119,
      say("ehlo", always, "502 5.5.1 Command not implemented"),
      say("helo", often, "421 4.3.2 System not accepting network messages"),
    ),
  ),
  domain(
    "cisco.example",
    host(
      "mx.cisco.example",
      128,
      say("greeting", often, "421 #4.4.5 Too many connections to this listener."),
    ),
  ),
  domain(
    "blocked.example",
    host(
      "mx.blocked.example",
      134,
      say(
        "greeting",
        often,
        "554 5.7.1 Blocked - see https://postmaster.example.com/?ip=203.0.113.25",
      ),
    ),
  ),
  domain(
    "later.example",
    host("mx.later.example", 149, say("greeting", often, "450 4.3.2 try again later")),
  ),
];
