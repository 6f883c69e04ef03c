import { type Domain, domain, host, say, tries, type When } from "./rule.ts";

const twice: readonly When[] = [tries(2)];

const LONG: readonly string[] = [
  ...Array.from(
    { length: 25 },
    (_, index) =>
      `421-4.7.0 policy paragraph ${index + 1}: ${"be patient and send less ".repeat(3)}`,
  ),
  "421 4.7.0 end of the policy, come back tomorrow",
];

/** Texts that try to pass for something else. */
export const textCases: readonly Domain[] = [
  domain(
    "parens.example",
    host(
      "mx.parens.example",
      142,
      say("mail", twice, "421 4.7.0 Café closed \u0007(see our help) [mon-fri) too much mail"),
    ),
  ),
  domain(
    "forged-fields.example",
    host(
      "mx.forged-fields.example",
      143,
      say(
        "mail",
        twice,
        "421 4.7.0 status=sent (250 ok), relay=evil[192.0.2.66]:25, dsn=2.0.0 (in reply to MAIL FROM command)",
      ),
    ),
  ),
  domain(
    "forged-line.example",
    host(
      "mx.forged-line.example",
      144,
      say(
        "rcpt",
        [tries(1)],
        "421 4.7.0 delivery temporarily suspended: host evil[192.0.2.66] said: 421 4.7.1 rate limited (in reply to end of DATA command)",
      ),
    ),
  ),
  domain("empty.example", host("mx.empty.example", 145, say("mail", twice, "421 "))),
  domain("bare.example", host("mx.bare.example", 146, say("data", twice, "421"))),
  domain("long.example", host("mx.long.example", 147, say("end-of-data", twice, ...LONG))),
  domain(
    "markup.example",
    host(
      "mx.markup.example",
      151,
      say(
        "mail",
        twice,
        `421 4.7.0 =HYPERLINK("https://evil.example/") <script>alert(1)</script> '; DROP TABLE deferral; --`,
      ),
    ),
  ),
];
