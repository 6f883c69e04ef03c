import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprintOf, normalised } from "../../src/meaning/fingerprint.ts";

const GMAIL_END = "Senders Guidelines.";

function gmail(id: string): string {
  return `421-4.7.28 [192.0.2.1      15] Our system has detected an unusual rate of 421-4.7.28 unsolicited mail originating from your IP address. To protect our 421-4.7.28 users from spam, mail sent from your IP address has been temporarily 421-4.7.28 rate limited. Please visit 421-4.7.28  https://support.google.com/mail/?p=UnsolicitedRateLimitError to 421 4.7.28 review our Bulk Email ${GMAIL_END} ${id} - gsmtp`;
}

describe("what differs between sessions goes", () => {
  test.each([
    ["421 4.7.0 Try again from 192.0.2.1", "Try again from <ip>"],
    ["421 4.7.0 [192.0.2.1      15] slow", "[<ip>] slow"],
    ["421 [IPv6:2001:db8::1] slow", "[IPv6:<ip>] slow"],
    ["421 2001:db8::1: slow", "<ip>: slow"],
    ["421 192.0.2.1:25 at 10:15:07", "<ip>:<n> at <time>"],
    ["450 <user@example.net>: busy", "<<address>>: busy"],
    ['450 "john doe"@example.net busy', "<address> busy"],
    ["450 bounce+user=example.com@example.org.", "<address>."],
    ["421 mx1.example.net busy", "<host> busy"],
    ["421 mwinf5c63 busy", "<id> busy"],
    ["421 try again in 5 minutes", "try again in <n> minutes"],
    ["421 busy 41be03b00d2f7-7fc3sor123.142 - gsmtp", "busy <id> - gsmtp"],
    ["421 busy {5E26FC89-230023-208F00A-C0000000}", "busy {<id>}"],
    ["421 busy 3mR69k6Fm0z7sX4", "busy <id>"],
    [
      "421 [BN2.prod.outlook.com 2024-07-31T21:10:49.094Z 08DCAFC4626DA37A]",
      "[<host> <time> <id>]",
    ],
    ["421 a\tb\u0000c   d", "a b c d"],
  ])("%s", (text, fingerprint) => {
    expect(fingerprintOf(text)).toBe(fingerprint);
  });
});

describe("what the provider means stays", () => {
  test.each([
    [
      "421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred - 4.16.55.1; see x",
      "[TSS04] Messages from <ip> deferred - 4.16.55.1; see x",
    ],
    ["421 blocked (S3140)", "blocked (S3140)"],
    ["421 RP-001 limit", "RP-001 limit"],
    ["421 PR(dt1) limit", "PR(dt1) limit"],
    ["421 #4.4.5 Too many connections", "#4.4.5 Too many connections"],
    ["421 Too many. OFR005_104 [104]", "Too many. OFR005_104 [<n>]"],
    ["421 AUP#CXCNCT", "AUP#CXCNCT"],
    ["421 AUP#In-1310", "AUP#In-1310"],
    [
      "421 see https://postmaster.comcast.net/smtp-error-codes.php#RL000003",
      "see https://postmaster.comcast.net/smtp-error-codes.php#RL000003",
    ],
    ["421 too many sessions. IB101", "too many sessions. IB101"],
    ["421 (G1F) (G28)", "(G1F) (G28)"],
    ["451 DT:SPM mx4, 7lcQrLDL7iJgl6dJktVcJQ--.7531S2", "DT:SPM <id>, <id>"],
    ["450 blocked using zen.spamhaus.org", "blocked using zen.spamhaus.org"],
    ["450 blocked using dnsbl.example.org", "blocked using dnsbl.example.org"],
    ["421 перегрузка, попробуйте позже", "перегрузка, попробуйте позже"],
  ])("%s", (text, fingerprint) => {
    expect(fingerprintOf(text)).toBe(fingerprint);
  });
});

describe("links keep host, path and fixed words", () => {
  test.each([
    [
      "https://support.google.com/mail/?p=OverQuotaTemp abc1def2ghi3",
      "https://support.google.com/mail/?p=OverQuotaTemp <id>",
    ],
    [
      "https://support.google.com/mail/answer/81126",
      "https://support.google.com/mail/answer/81126",
    ],
    ["http://postmaster.example.net/421-ts01.html", "http://postmaster.example.net/421-ts01.html"],
    ["https://example.net/q?ip=192.0.2.1&t=1235720034", "https://example.net/q?ip=<ip>&t=<n>"],
    ["https://example.net/query/192.0.2.1.", "https://example.net/query/<ip>."],
    ["http://example.net/help/lists.example.org.html", "http://example.net/help/<host>"],
    [
      "http://example.net/why?id=user%40example.org;r=1",
      "http://example.net/why?id=<address>;r=<n>",
    ],
    [
      "postmaster.example.net/case?c=r1601&v=192.0.2.1",
      "postmaster.example.net/case?c=r1601&v=<ip>",
    ],
  ])("%s", (text, fingerprint) => {
    expect(fingerprintOf(`421 ${text}`)).toBe(fingerprint);
  });
});

describe("the lines of a reply are one text", () => {
  test.each([
    ["421-4.7.0 one 421-4.7.0 two 421 4.7.0 three", "one two three"],
    ["421-4.7.0 one 421 4.3.2 two", "one two"],
    ["451-You are greylisted 451-and should 451 wait", "You are greylisted and should wait"],
    ["451- 4.7.26 Mail from example.org 4.7.26 is late", "Mail from <host> is late"],
    ["450-4.2.1 one\\n450-4.2.1 two\\n450 4.2.1 three", "one two three"],
    ["451-192.0.2.1 is 451-<a@example.org> late", "<ip> is <<address>> late"],
    ["421 4.7.0 error 421 inside", "error <n> inside"],
    ["421 4.7.0 literal \\n backslash \\ here", "literal \\n backslash \\ here"],
    ["4214.7.0 glued", "glued"],
    ["421", ""],
    ["", ""],
    [
      "lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
      "lost connection with <host>[<ip>] while sending RCPT TO",
    ],
  ])("%s", (text, fingerprint) => {
    expect(fingerprintOf(text)).toBe(fingerprint);
  });
});

test("ten thousand variants of one Gmail reply are one fingerprint", () => {
  const seen = new Set<string>();
  for (let index = 0; index < 10_000; index++) {
    const hex = (index * 2_654_435_761).toString(16);
    seen.add(fingerprintOf(gmail(`${hex}d2f7-7fc${hex}sor${index}.${index % 1000}`)));
  }
  expect([...seen]).toEqual([
    "[<ip>] Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited. Please visit https://support.google.com/mail/?p=UnsolicitedRateLimitError to review our Bulk Email",
  ]);
});

describe("for any text", () => {
  const piece = fc.constantFrom(
    ...'421 |421-|4.7.0 |192.0.2.1|2001:db8::1|user@example.net|%40|\\n421 |https://|example.net|/|?|=|&|#|<ip>|<|>|[|]|(|)|"|:|::|.|-|TSS04|a1b2c3|12|4.16.55.1|dnsbl.x|é|später| |\t'.split(
      "|",
    ),
    "|",
  );
  const reply = fc.oneof(
    fc.string({ unit: "binary", maxLength: 600 }),
    fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join("")),
    fc
      .array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 120 })
      .map((pieces) => pieces.join("")),
  );

  test("a fingerprint is its own fingerprint", () => {
    fc.assert(
      fc.property(reply, (text) => {
        const once = fingerprintOf(text);
        expect(once.length).toBeLessThanOrEqual(300);
        expect(fingerprintOf(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test("what was read before makes no difference", () => {
    fc.assert(
      fc.property(
        reply,
        fc.constantFrom("", " a1b2", "a1b2", "\\n421 a", "@b", "."),
        (text, end) => {
          expect(fingerprintOf(text)).toBe(normalised(text, 300));
          expect(fingerprintOf(text + end)).toBe(normalised(text + end, 300));
          expect(fingerprintOf(text)).toBe(normalised(text, 300));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("the cost grows with the length alone", () => {
    const hostile = [
      "a@",
      "a:",
      "::",
      "1.",
      "421-",
      "\\n421-",
      '"a',
      "http://",
      "%40",
      "<a",
      "a1-",
    ];
    for (const part of hostile) {
      expect(fingerprintOf(`421-${part.repeat(30_000)}`).length).toBeLessThanOrEqual(300);
    }
  });
});
