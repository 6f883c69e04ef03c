import { describe, expect, test } from "vitest";
import { isUnfinished, markOf, parseReply } from "../../../../ingest/dialects/exim/reply.ts";

describe("reads code and enhanced code of the reply's last line", () => {
  test.each([
    ["421 4.7.0 [TSS04] Messages deferred", 421, "4.7.0"],
    ["421 Service not available", 421, null],
    ["421", 421, null],
    ["421 ", 421, null],
    ["421 #4.4.5 Too many connections", 421, null],
    ["421 4.7.0: too many", 421, null],
    ["421 [4.7.0] too many", 421, null],
    ["421 4.07.0 leading zero", 421, null],
    ["421 5.7.1 Blocked for now", 421, "5.7.1"],
    ["421-4.7.28 unusual rate\\n421 4.7.28 of mail. x1 - gsmtp", 421, "4.7.28"],
    ["421-4.7.0 first line code\\n421 4.3.2 last line code", 421, "4.3.2"],
    ["421-4.7.0 only the first has one\\n421 bye", 421, "4.7.0"],
    ["421-4.7.0\\n421 bye", 421, "4.7.0"],
    ["450-4.7.1 come back\\n421 4.7.0 closing", 421, "4.7.0"],
    ["421-4.7.0 one\\n421", 421, "4.7.0"],
    ["421-4.7.0 line 00\\n421-4.7.0 line 01 cut he", 421, "4.7.0"],
    ["421 4.7.0 literal \\n backslash \\ here", 421, "4.7.0"],
    ["421 4.7.0 literal \\n450 4.2.0 of the last line", 421, "4.7.0"],
    ["421-4.7.0 literal \\n4500 numbers\\n421 4.7.1 end", 421, "4.7.1"],
    ["421 4.3.2 busy at HELO.3.2 busy at HELO", 421, "4.3.2"],
  ] as const)("%j is %i %j", (text, code, enhanced) => {
    expect(parseReply(text)).toEqual({ code, enhanced, text, malformed: false });
  });
});

test("octal escapes are read as UTF-8", () => {
  expect(parseReply("421 4.7.0 caf\\303\\251 \\007bell \\n \\8 \\400")?.text).toBe(
    "421 4.7.0 café \u0007bell \\n \\8 \\400",
  );
});

test.each(["4214.7.0 no separator", "421\tTab", "421_x"])("%j counts as 421, malformed", (text) => {
  expect(parseReply(text)).toEqual({ code: 421, enhanced: null, text, malformed: true });
});

test.each(["", "42", "4a1 no", "250 Ok", "host mx"])("%j is no negative reply", (text) => {
  expect(parseReply(text)).toBeNull();
});

test("lines about one reply have the same mark, however they cut it", () => {
  const whole = `421-4.7.0 ${"x".repeat(300)}\\n421 4.7.0 end`;
  expect(markOf(whole, "DATA")).toBe(markOf(whole.slice(0, 250), "DATA"));
  expect(markOf("421-4.7.0 one\\n421 4.7.0 two", "EHLO")).toBe(markOf("421-4.7.0 one", "EHLO"));
  expect(markOf("421 a", "RCPT TO:<a>")).not.toBe(markOf("421 a", "RCPT TO:<b>"));
});

test.each([
  ["421-4.7.0 one", true],
  ["421-4.7.0 one\\n421-4.7.0 two", true],
  ["421-4.7.0 one\\n421 4.7.0 two", false],
  ["421 4.7.0 one", false],
])("%j goes on: %j", (text, expected) => {
  expect(isUnfinished(text)).toBe(expected);
});
