import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleOf } from "../../src/meaning/sample.ts";

describe("local parts are masked", () => {
  test.each([
    ["450 <user@example.net>: busy", "450 <…@example.net>: busy"],
    ["450 user.name+tag@example.net busy", "450 …@example.net busy"],
    ["450 bounce+user=example.com@example.org busy", "450 …@example.org busy"],
    ['450 "john doe"@example.net busy', "450 …@example.net busy"],
    ['450 <"j\\"d"@example.net> busy', "450 <…@example.net> busy"],
    [
      "see https://example.org/u?a=user%40example.net&i=1",
      "see https://example.org/u?a=…%40example.net&i=1",
    ],
    ["see https://example.org/u/user@example.net", "see https://example.org/u/…@example.net"],
    ["from a@example.net to b@example.org", "from …@example.net to …@example.org"],
    ["mailto:user@[192.0.2.1]", "mailto:…@[192.0.2.1]"],
    ["450 müller@example.net", "450 …@example.net"],
    ["meet @ noon", "meet @ noon"],
  ])("%s", (text, sample) => {
    expect(sampleOf(text)).toBe(sample);
  });
});

test.each([
  ["421 a\u001b[2Jb", "421 a\ufffd[2Jb"],
  ["421 a\u009b2Jb", "421 a\ufffd2Jb"],
  ["421 a\u202eb\u200bc", "421 a\ufffdb\ufffdc"],
  ["421 a\ud800b", "421 a\ufffdb"],
  ["421 Überlast", "421 Überlast"],
])("a character that acts on a terminal is replaced: %j", (text, sample) => {
  expect(sampleOf(text)).toBe(sample);
});

test("a sample has at most 1000 characters and no address is cut in front of its sign", () => {
  expect(sampleOf(`421 ${"x".repeat(2000)}`)).toHaveLength(1000);
  const late = sampleOf(`421 ${"x ".repeat(490)}someone@example.net`);
  expect(late.endsWith("…@example.net")).toBe(true);
  expect(sampleOf(`${"x".repeat(999)}😀`)).toBe("x".repeat(999));
});

test("masking twice changes nothing and no text throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = sampleOf(text);
      expect(sampleOf(once)).toBe(once);
    }),
  );
});
