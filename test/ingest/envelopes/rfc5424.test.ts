import { describe, expect, test } from "vitest";
import { brief } from "./decoded.ts";

const AT = "2026-11-20T15:45:46.789Z";
const SMTP = ["mx1", "postfix/smtp", "smtp", 5879, "4ABC1D: x"];

describe("RFC 5424", () => {
  test.each([
    [
      "the whole tag",
      "<22>1 2026-11-20T15:45:46.789165+00:00 mx1 postfix/smtp 5879 - - 4ABC1D: x",
      [AT, ...SMTP],
    ],
    [
      "another offset",
      "<22>1 2026-11-20T16:45:46.789165+01:00 mx1 postfix/smtp 5879 - - 4ABC1D: x",
      [AT, ...SMTP],
    ],
    [
      "a tag cut at the slash, and two blanks",
      "<22>1 2026-11-20T15:45:46.789165Z mx1 postfix-out 5879 - -  4ABC1D: x",
      [AT, "mx1", "postfix-out", "postfix-out", 5879, "4ABC1D: x"],
    ],
    [
      "an octet count",
      "92 <22>1 2026-11-20T15:45:46.789165Z mx1 postfix/smtp 5879 - - 4ABC1D: x",
      [AT, ...SMTP],
    ],
    [
      "byte order marks",
      "\ufeff<22>1 2026-11-20T15:45:46.789165Z mx1 postfix/smtp 5879 - - \ufeff4ABC1D: x",
      [AT, ...SMTP],
    ],
    [
      "structured data with escapes",
      '<22>1 2026-11-20T15:45:46.789165Z mx1 postfix/smtp 5879 ID47 [a@1 x="]\\"\\]\\\\"][b y="[z]"] 4ABC1D: x',
      [AT, ...SMTP],
    ],
    [
      "nothing but hyphens",
      "<22>1 2026-11-20T15:45:46Z - - - - - hello",
      ["2026-11-20T15:45:46.000Z", "", "", "", null, "hello"],
    ],
    [
      "a process id that is none",
      "<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp main - - x",
      ["2026-11-20T15:45:46.000Z", "mx1", "postfix/smtp", "smtp", null, "x"],
    ],
    [
      "no message",
      "<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp 1 - -",
      ["2026-11-20T15:45:46.000Z", "mx1", "postfix/smtp", "smtp", 1, ""],
    ],
    [
      "an octet count before RFC 3164",
      "60 <22>Nov 20 15:45:46 mx1 postfix/smtp[5879]: 4ABC1D: x\r",
      ["2026-11-20T15:45:46.000Z", ...SMTP],
    ],
  ])("%s", (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  test.each([
    ["<22>1 - mx1 postfix/smtp 5879 - - x", "unknown-envelope"],
    ["<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp", "unknown-envelope"],
    ['<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp 1 - [a x="1', "unknown-envelope"],
    ["<22>1 2026-11-20T15:45:46Z mx1 postfix/smtp 1 - x", "unknown-envelope"],
    ["<22>1 2026-02-30T15:45:46Z mx1 postfix/smtp 1 - - x", "impossible-time"],
  ])("%j is not read", (text, code) => {
    expect(brief(text)).toBe(code);
  });
});
