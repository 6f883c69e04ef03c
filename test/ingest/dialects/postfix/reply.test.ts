import { describe, expect, test } from "vitest";
import { parseReply } from "../../../../ingest/dialects/postfix/reply.ts";

describe("reads code and enhanced code of the reply's last line", () => {
  test.each([
    ["421 4.7.0 [TSS04] Messages deferred", "4.7.0", 421, "4.7.0"],
    ["421 Service not available", "4.0.0", 421, null],
    ["421 ", "4.0.0", 421, null],
    ["421", "4.0.0", 421, null],
    ["421 #4.4.5 Too many connections to this listener.", "4.0.0", 421, null],
    ["451 qq write error or disk full (#4.3.0)", "4.0.0", 451, null],
    ["421 5.7.1 Blocked for now", "4.0.0", 421, "5.7.1"],
    ["450 4.4.316 Connection refused", "4.4.316", 450, "4.4.316"],
    ["421 4.7.0: too many", "4.0.0", 421, null],
    ["421 [4.7.0] too many", "4.0.0", 421, null],
    ["421 4.07.0 leading zero", "4.0.0", 421, null],
    ["421 4.7 two parts", "4.0.0", 421, null],
    ["421 4.7.0", "4.7.0", 421, "4.7.0"],
    ["554 5.7.1 Blocked", "4.7.1", 554, "5.7.1"],
    ["421-4.7.28 unusual rate of 421 4.7.28 mail. x1 - gsmtp", "4.7.28", 421, "4.7.28"],
    ["421-4.7.0 first line code 421 4.3.2 last line code", "4.3.2", 421, "4.3.2"],
    ["421-4.7.0 first line code 421 4.3.2 last line code", null, 421, "4.3.2"],
    ["421-4.7.0 only the first has one 421 bye", "4.0.0", 421, "4.7.0"],
    ["421-4.7.0 a 421 4.7.0 your error 421 again", "4.7.0", 421, "4.7.0"],
    ["450-4.7.1 come back 421 4.7.0 closing", "4.7.0", 421, "4.7.0"],
    ["451- 4.7.26 Unauthenticated mail 451 4.7.26 is refused", "4.7.26", 451, "4.7.26"],
    ["451-You have been greylisted. 451-Try later. 451 In 42 seconds", "4.0.0", 451, null],
    ["554-mx.example.net 554 poor reputation", null, 554, null],
    ["421-4.7.0 line 01 xxxxx 421-4.7.0 line 02 cut he", "4.7.0", 421, "4.7.0"],
  ] as const)("%j with dsn %j is %i %j", (text, dsn, code, enhanced) => {
    expect(parseReply(text, dsn)).toEqual({ code, enhanced, text, malformed: false });
  });
});

test.each(["4214.7.0 no separator", "421\tTab", "421_x"])("%j counts as 421, malformed", (text) => {
  expect(parseReply(text, "4.0.0")).toEqual({ code: 421, enhanced: null, text, malformed: true });
});

test.each(["", "42", "4a1 no", "250 Ok", "Service not available"])(
  "%j is no negative reply",
  (text) => {
    expect(parseReply(text, null)).toBeNull();
  },
);

test("of a reply that is cut before its last line only the first line is believed", () => {
  const text = "421-4.7.0 slow, your earlier error was 450 4.7.0 no 421-4.7.0 and";
  expect(parseReply(text, "4.7.0", true)).toMatchObject({ code: 421, enhanced: "4.7.0" });
  expect(parseReply("421-slow, you said 550 5.7.1 before 421-and", null, true)).toMatchObject({
    code: 421,
  });
});
