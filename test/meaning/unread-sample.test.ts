import { expect, test } from "vitest";
import { sampleOf } from "../../src/meaning/sample.ts";
import { unreadSampleOf } from "../../src/meaning/unread-sample.ts";

test.each([
  [
    "4ABC1D: to=<secret>, orig_to=<root>, relay=x, status=frozen (y)",
    "4ABC1D: to=<…>, orig_to=<…>, relay=x, status=frozen (y)",
  ],
  ["4ABC1D: to=<ann b@example.net>, relay=x", "4ABC1D: to=<…@example.net>, relay=x"],
  [
    '1xUQpD-0001pH-0k <= a@example.net U=ann P=local S=9 T="Secret subject" for x',
    '1xUQpD-0001pH-0k <= …@example.net U=… P=local S=9 T="…" for x',
  ],
  [
    "4ABC1D: client=x[192.0.2.1], sasl_username=ann",
    "4ABC1D: client=x[192.0.2.1], sasl_username=…",
  ],
])("%s names nobody", (text, kept) => {
  expect(unreadSampleOf(text)).toBe(kept);
});

test("a text of nothing but signs takes no time to speak of", () => {
  for (const unit of ["//@", "=@", "%40", '"@', "<@", "a@"]) {
    expect(sampleOf(unit.repeat(65_536 / unit.length)).length).toBeLessThanOrEqual(1000);
    expect(unreadSampleOf(unit.repeat(65_536 / unit.length)).length).toBeLessThanOrEqual(1000);
  }
});
