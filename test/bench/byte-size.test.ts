import { expect, test } from "vitest";
import { parseByteSize } from "../../bench/byte-size.ts";

test.each([
  ["200MB", 200_000_000],
  ["1G", 1_000_000_000],
  ["20kb", 20_000],
  ["4096", 4096],
  ["4096B", 4096],
  ["", null],
  ["MB", null],
  ["-5MB", null],
  ["5 MB", null],
  ["1.5G", null],
])("reads the size %j as %j bytes", (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});
