import { expect, test } from "vitest";
import { FINGERPRINT_VERSION, fingerprintOf } from "../../src/meaning/fingerprint.ts";
import { createUnderstand } from "../../src/meaning/understand.ts";

/**
 * Fingerprints are keys in databases that outlive a release. If one of these changes, raise FINGERPRINT_VERSION and say in the
 * notes of the release that old and new texts stand side by side.
 */
const GOLDEN: readonly (readonly [reply: string, fingerprint: string])[] = [
  [
    "421-4.7.28 [192.0.2.1      15] Our system has\\n421 4.7.28 detected it. 5b1f17b1804b1-4f53f0a5 - gsmtp",
    "[<ip>] Our system has detected it. <id> - gsmtp",
  ],
  [
    "421-4.7.28 [198.51.100.77      15] Our system has 421 4.7.28 detected it. d2e1a72fcca58-7f1c2b3a - gsmtp",
    "[<ip>] Our system has detected it. <id> - gsmtp",
  ],
  [
    "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
    "[TSS04] Messages from <ip> temporarily deferred - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
  ],
  [
    "451 4.7.650 The mail server [192.0.2.5] has been limited (S775) [BN3PEPF0000B370.namprd21.prod.outlook.com 2025-02-20T14:30:32.425Z 08DD4D9FD5AFF45C]",
    "The mail server [<ip>] has been limited (S775) [<host> <time> <id>]",
  ],
  [
    "450 4.7.1 <user@example.net>: Recipient address rejected: Greylisted, see http://example.org/help/example.net.html?id=12345",
    "<<address>>: Recipient address rejected: Greylisted, see http://example.org/help/<host>?id=<n>",
  ],
  [
    "421 mx7.example.net too many connections from 2001:db8::7, retry in 300 seconds",
    "<host> too many connections from <ip>, retry in <n> seconds",
  ],
  [
    "451 DT:SPM mx4, 7lcQrLDL7iJgl6dJktVcJQ--.7531S2, please try again 1235720034",
    "DT:SPM <id>, <id>, please try again <n>",
  ],
  [
    "452 4.2.2 Nov 20 2026 10:15:07 session 6b1f2d9e-1c2d-4e5f-8a9b-0c1d2e3f4a5b is over quota",
    "Nov <n> <n> <time> session <id> is over quota",
  ],
];

test.each(GOLDEN)("version 1: %s", (reply, fingerprint) => {
  expect(FINGERPRINT_VERSION).toBe(1);
  expect(fingerprintOf(reply)).toBe(fingerprint);
});

test("ten thousand variants of one reply are one meaning with the first of them as sample", () => {
  const understand = createUnderstand();
  const counts = new Map<object, number>();
  const replyOf = (n: number): string =>
    `421-4.7.28 [198.51.${n % 256}.${n % 251}      15] Our system has detected an unusual rate of 421 4.7.28 unsolicited mail. ${(n * 2_654_435_761).toString(16)}a${n}sor.${n % 1000} - gsmtp`;
  for (let n = 0; n < 10_000; n++) {
    const meaning = understand({
      remote: { name: "gmail-smtp-in.l.google.com", ip: "192.0.2.7" },
      code: 421,
      enhanced: "4.7.28",
      dsn: "4.7.28",
      stage: "eod",
      text: replyOf(n),
    });
    counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual([10_000]);
  expect([...counts.keys()]).toMatchObject([
    { sample: replyOf(0), rule: "google.unusual-rate-words" },
  ]);
});
