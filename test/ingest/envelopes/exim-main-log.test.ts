import { describe, expect, test } from "vitest";
import { createEximDecoder, isEximStamp } from "../../../ingest/envelopes/exim-main-log.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";

const BODY = "1xUQpD-0001pH-0k Completed";

function decode(text: string, zone: string | null = "UTC"): Outcome<LogRecord> {
  return createEximDecoder({ zone, year: null })({ offset: 0, line: 0, text, cut: false }, 0);
}

describe("reads stamp, zone, pid and message", () => {
  test.each([
    [`2026-11-20 15:46:55 ${BODY}`, "UTC", "2026-11-20T15:46:55.000Z", null, BODY],
    [`2026-11-20 15:46:55.174 ${BODY}`, "UTC", "2026-11-20T15:46:55.174Z", null, BODY],
    [`2026-11-20 15:46:55 +0000 ${BODY}`, "Asia/Tokyo", "2026-11-20T15:46:55.000Z", null, BODY],
    [`2026-11-20 15:46:55 +0530 ${BODY}`, "UTC", "2026-11-20T10:16:55.000Z", null, BODY],
    [`2026-11-20 23:46:55 -0330 ${BODY}`, "UTC", "2026-11-21T03:16:55.000Z", null, BODY],
    [`2026-11-20 15:46:55 [8907] ${BODY}`, "UTC", "2026-11-20T15:46:55.000Z", 8907, BODY],
    [`2026-11-20 15:46:55.174 +0100 [8907] ${BODY}`, "UTC", "2026-11-20T14:46:55.174Z", 8907, BODY],
    [`2026-11-20 15:46:55 ${BODY}`, "Europe/Berlin", "2026-11-20T14:46:55.000Z", null, BODY],
    [`2026-07-20 15:46:55 ${BODY}`, "Europe/Berlin", "2026-07-20T13:46:55.000Z", null, BODY],
    [`2016-12-31 23:59:60 ${BODY}`, "UTC", "2017-01-01T00:00:00.000Z", null, BODY],
    [
      "2026-11-20 15:46:59 End queue run: pid=7288",
      "UTC",
      "2026-11-20T15:46:59.000Z",
      null,
      "End queue run: pid=7288",
    ],
    [
      "2026-11-20 15:46:59 [192.0.2.1] is no pid",
      "UTC",
      "2026-11-20T15:46:59.000Z",
      null,
      "[192.0.2.1] is no pid",
    ],
    [`\uFEFF2026-11-20 15:46:55 ${BODY}\r`, "UTC", "2026-11-20T15:46:55.000Z", null, BODY],
  ])("%j in %s is %s", (text, zone, at, pid, message) => {
    const writer = { mta: "exim", logHost: "", service: "exim", instance: "", daemon: "exim" };
    expect(decode(text, zone)).toEqual({
      kind: "value",
      value: { at: Date.parse(at), writer, pid, message },
    });
  });
});

test("the same minute in two zones is not mixed up", () => {
  const read = createEximDecoder({ zone: "Asia/Tokyo", year: null });
  const at = (text: string) => {
    const outcome = read({ offset: 1, line: 1, text, cut: false }, 0);
    return outcome.kind === "value" ? new Date(outcome.value.at).toISOString() : outcome.kind;
  };
  expect(at(`2026-11-20 15:46:55 ${BODY}`)).toBe("2026-11-20T06:46:55.000Z");
  expect(at(`2026-11-20 15:47:00 +0000 ${BODY}`)).toBe("2026-11-20T15:47:00.000Z");
  expect(at(`2026-11-20 15:49:01 ${BODY}`)).toBe("2026-11-20T06:49:01.000Z");
  expect(at(`2026-11-20 15:50:01 ${BODY}`)).toBe("2026-11-20T06:50:01.000Z");
});

test.each([
  `2026-13-20 15:46:55 ${BODY}`,
  `2026-00-20 15:46:55 ${BODY}`,
  `2026-02-30 15:46:55 ${BODY}`,
  `2026-11-00 15:46:55 ${BODY}`,
  `2026-11-20 24:46:55 ${BODY}`,
  `2026-11-20 15:66:55 ${BODY}`,
  `2026-11-20 15:46:75 ${BODY}`,
])("%j is a time that cannot be", (text) => {
  expect(decode(text)).toEqual({
    kind: "issue",
    issue: { code: "impossible-time", excerpt: text },
  });
});

test.each([
  ["2026-11-20 15:46:55 x", true],
  ["2026-11-20 15:46:55.123 x", true],
  ["2026-11-20T15:46:55 mx1 postfix/smtp[1]: x", false],
  ["Nov 20 15:46:55 mx1 postfix/smtp[1]: x", false],
  ["2026-11-20 15:46:55", false],
  ["2026-11-2x 15:46:55 x", false],
  [" Suggested action: none", false],
  ["", false],
])("%j has a stamp of Exim's: %j", (text, expected) => {
  expect(isEximStamp(text)).toBe(expected);
});

describe("a line without a stamp", () => {
  test("goes on the one before it", () => {
    const read = createEximDecoder({ zone: "UTC", year: null });
    const kinds = [`2026-11-20 15:46:55 ${BODY}`, "421-4.7.0 second line", "421 4.7.0 third"].map(
      (text, line) => read({ offset: line * 9, line, text, cut: false }, 0).kind,
    );
    expect(kinds).toEqual(["value", "skip", "skip"]);
  });

  test("is not read where none of Exim's was before it", () => {
    expect(decode("421-4.7.0 second line")).toMatchObject({ issue: { code: "unknown-envelope" } });
    expect(decode("\0\0\0")).toMatchObject({ issue: { code: "binary-line" } });
    expect(decode("").kind).toBe("skip");
  });

  test("is not read behind lines of another kind, nor at the start of the next file", () => {
    const read = createEximDecoder({ zone: "UTC", year: null });
    const kindAt = (line: number, text: string) =>
      read({ offset: line * 9, line, text, cut: false }, 0).kind;
    expect(kindAt(4, `2026-11-20 15:46:55 ${BODY}`)).toBe("value");
    expect(kindAt(6, "junk")).toBe("issue");
    expect(kindAt(0, "junk")).toBe("issue");
  });
});
