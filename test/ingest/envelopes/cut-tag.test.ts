import { describe, expect, test } from "vitest";
import { brief } from "./decoded.ts";

const AT = "2026-11-20T15:45:46.000Z";
const TO = "4ABC1D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25";
/** 32 characters each: what a forward template leaves. */
const IN_NAME = "postfix-relay.example.net/submis";
const IN_PID = "mta/outgoing/transactional/smtp[";
const NO_COLON = "mta/outgoing/newsletter/smtp[58]";

test.each([IN_NAME, IN_PID, NO_COLON])("%j is as long as a cut tag", (tag) => {
  expect(tag).toHaveLength(32);
});

describe("tags that a forward template has cut", () => {
  test.each([
    ["inside the daemon", IN_NAME, TO, [IN_NAME, "", null, TO]],
    ["behind the daemon", IN_PID, TO, ["mta/outgoing/transactional/smtp", "smtp", null, TO]],
    ["before the colon", NO_COLON, TO, ["mta/outgoing/newsletter/smtp", "smtp", 58, TO]],
    [
      "and what Postfix says of no message",
      IN_NAME,
      "connect to mx.example.net[192.0.2.7]:25: Connection refused",
      [IN_NAME, "", null, "connect to mx.example.net[192.0.2.7]:25: Connection refused"],
    ],
    ["shorter than usual", "postfix/smtp", TO, ["postfix/smtp", "smtp", null, TO]],
    [
      "and an informational record",
      "postfix/smtp",
      "4ABC1D: host mx.example.net[192.0.2.7] said: 421 x",
      ["postfix/smtp", "smtp", null, "4ABC1D: host mx.example.net[192.0.2.7] said: 421 x"],
    ],
  ])("%s", (_, tag, message, expected) => {
    expect(brief(`<22>Nov 20 15:45:46 mx1 ${tag} ${message}`)).toEqual([AT, "mx1", ...expected]);
    expect(brief(`2026-11-20T15:45:46Z mx1 ${tag} ${message}`)).toEqual([AT, "mx1", ...expected]);
  });

  test("a pid that may be cut is none", () => {
    expect(brief(`Nov 20 15:45:46 mx1 mta/outgoing/transaction/lmtp[58 ${TO}`)).toEqual([
      AT,
      "mx1",
      "mta/outgoing/transaction/lmtp",
      "lmtp",
      null,
      TO,
    ]);
  });

  test.each([
    ["Nov 20 15:45:46 mx1 postfix/smtp hello", "unknown-envelope"],
    ["Nov 20 15:45:46 mx1 postfix/smtp 4ABC1D: hello", "unknown-envelope"],
    ["Nov 20 15:45:46 mx1 01234567890123456789012345678901 hello", "unknown-envelope"],
    [`Feb 30 15:45:46 mx1 ${IN_NAME} ${TO}`, "impossible-time"],
  ])("%j is not read", (text, code) => {
    expect(brief(text)).toBe(code);
  });
});
