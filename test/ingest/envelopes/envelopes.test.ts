import { describe, expect, test } from "vitest";
import { createSyslogDecoder } from "../../../ingest/envelopes/syslog.ts";
import { inferYear } from "../../../ingest/envelopes/year.ts";
import { NOW } from "../../support/walk.ts";

const entry = (text: string) => ({ offset: 0, line: 0, text, cut: false });

function decode(text: string, options: { zone?: string; year?: number; reference?: number } = {}) {
  const decoder = createSyslogDecoder({ zone: options.zone ?? "UTC", year: options.year ?? null });
  return decoder(entry(text), options.reference ?? NOW);
}

function at(text: string, options: Parameters<typeof decode>[1] = {}): string | null {
  const decoded = decode(text, options);
  return decoded.kind === "value" ? new Date(decoded.value.at).toISOString() : null;
}

describe("stamps", () => {
  test.each([
    ["Nov 20 10:15:07 mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.000Z"],
    ["Nov  2 10:15:07 mx1 postfix/smtp[1]: x", "2026-11-02T10:15:07.000Z"],
    ["Nov 02 10:15:07 mx1 postfix/smtp[1]: x", "2026-11-02T10:15:07.000Z"],
    ["Nov 2 10:15:07 mx1 postfix/smtp[1]: x", "2026-11-02T10:15:07.000Z"],
    ["Nov 20 10:15:07.25 mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.250Z"],
    ["Apr 06 20:31:41 2016 gate outbound/smtp: x", "2016-04-06T20:31:41.000Z"],
    ["<22>Nov 20 10:15:07 mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.000Z"],
    ["Jun 30 23:59:60 mx1 postfix/smtp[1]: x", "2026-07-01T00:00:00.000Z"],
    ["2026-11-20T10:15:07.123456+00:00 mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.123Z"],
    ["2026-11-20T10:15:07+09:00 mx1 postfix/smtp[1]: x", "2026-11-20T01:15:07.000Z"],
    ["2026-11-20T10:15:07-0330 mx1 postfix/smtp[1]: x", "2026-11-20T13:45:07.000Z"],
    ["2026-11-20T10:15:07Z mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.000Z"],
    ["2026-11-20T10:15:07 mx1 postfix/smtp[1]: x", "2026-11-20T10:15:07.000Z"],
    ["\ufeffNov 20 10:15:07 mx1 postfix/smtp[1]: x\r", "2026-11-20T10:15:07.000Z"],
  ])("%j", (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  test.each([
    "Feb 30 10:15:07 mx1 postfix/smtp[1]: x",
    "Nov 20 24:15:07 mx1 postfix/smtp[1]: x",
    "Nov 20 10:15:61 mx1 postfix/smtp[1]: x",
    "2026-13-20T10:15:07Z mx1 postfix/smtp[1]: x",
    "2026-02-29T10:15:07Z mx1 postfix/smtp[1]: x",
  ])("%j cannot be", (text) => {
    expect(decode(text)).toMatchObject({ kind: "issue", issue: { code: "impossible-time" } });
  });

  test("seconds, minutes, hours and zones that follow each other do not stick", () => {
    const decoder = createSyslogDecoder({ zone: "Europe/Berlin", year: null });
    const stamps = [
      "Oct 25 00:59:59",
      "Oct 25 01:00:00",
      "Oct 25 01:09:59",
      "Oct 25 01:10:00",
      "Oct 25 03:00:00",
    ];
    const read = stamps.map((stamp) => {
      const decoded = decoder(entry(`${stamp} mx1 postfix/smtp[1]: x`), NOW);
      return decoded.kind === "value" ? new Date(decoded.value.at).toISOString() : null;
    });
    expect(read).toEqual([
      "2026-10-24T22:59:59.000Z",
      "2026-10-24T23:00:00.000Z",
      "2026-10-24T23:09:59.000Z",
      "2026-10-24T23:10:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });

  test("an hour that the spring change skips is moved forward", () => {
    expect(at("Mar 29 02:30:00 mx1 postfix/smtp[1]: x", { zone: "Europe/Berlin" })).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });

  test("a stated year overrides the inference", () => {
    expect(at("Nov 20 10:15:07 mx1 postfix/smtp[1]: x", { year: 2024 })).toBe(
      "2024-11-20T10:15:07.000Z",
    );
  });
});

describe("the year of a stamp without one", () => {
  test.each([
    ["Dec 31 read in January", 11, 31, "2027-01-01T00:10:00Z", 2026],
    ["Jan 1 read in January", 0, 1, "2027-01-01T00:10:00Z", 2027],
    ["a clock half a day ahead", 0, 1, "2026-12-31T18:00:00Z", 2027],
    ["two days ahead is last year", 0, 2, "2026-12-31T12:00:00Z", 2026],
    ["29 February in a common year", 1, 29, "2027-03-01T00:00:00Z", 2024],
    ["29 February after a century", 1, 29, "2103-03-01T00:00:00Z", 2096],
  ])("%s", (_, month, day, reference, year) => {
    expect(inferYear(month, day, Date.parse(reference))).toBe(year);
  });
});

describe("headers", () => {
  const header = (text: string) => {
    const decoded = decode(`Nov 20 10:15:07 ${text}`);
    if (decoded.kind !== "value") return decoded;
    const { writer, pid, message } = decoded.value;
    return [writer.logHost, writer.service, writer.instance, writer.daemon, pid, message];
  };

  test.each([
    [
      "mx1 postfix/smtp[2741]: 4ABC: x",
      ["mx1", "postfix/smtp", "postfix", "smtp", 2741, "4ABC: x"],
    ],
    [
      "mx1 postfix-out/relay/smtp[7]: x",
      ["mx1", "postfix-out/relay/smtp", "postfix-out/relay", "smtp", 7, "x"],
    ],
    [
      "mx1 postfix-10.0.0.1/smtp[7]: x",
      ["mx1", "postfix-10.0.0.1/smtp", "postfix-10.0.0.1", "smtp", 7, "x"],
    ],
    ["mx1 outbound/smtp: x[1]: y", ["mx1", "outbound/smtp", "outbound", "smtp", null, "x[1]: y"]],
    ["postfix/smtp[7]: x", ["", "postfix/smtp", "postfix", "smtp", 7, "x"]],
    ["2001:db8::1 postfix/smtp[7]: x", ["2001:db8::1", "postfix/smtp", "postfix", "smtp", 7, "x"]],
    ["mx1 postfix/smtp: [7", ["mx1", "postfix/smtp", "postfix", "smtp", null, "[7"]],
    ["mx1 kernel: [1.0] x", ["mx1", "kernel", "", "kernel", null, "[1.0] x"]],
  ])("%j", (text, expected) => {
    expect(header(text)).toEqual(expected);
  });

  test("the same host and tag give the same writer", () => {
    const decoder = createSyslogDecoder({ zone: "UTC", year: null });
    const [one, other] = [1, 2].map((pid) => {
      const decoded = decoder(entry(`Nov 20 10:15:07 mx1 postfix/smtp[${pid}]: x`), NOW);
      return decoded.kind === "value" ? decoded.value.writer : null;
    });
    expect(one).not.toBeNull();
    expect(one).toBe(other);
  });

  test.each(["", "\r", "\ufeff"])("the empty line %j says nothing", (text) => {
    expect(decode(text)).toEqual({ kind: "skip" });
  });

  test.each([
    "   ",
    "no envelope at all",
    '{"MESSAGE": "x"}',
    "Nov 20 10:15:07",
    "Nov 20 10:15:07 mx1",
  ])("%j has no envelope we know", (text) => {
    expect(decode(text)).toMatchObject({ kind: "issue", issue: { code: "unknown-envelope" } });
  });

  test("NUL bytes are no text", () => {
    expect(decode("\0\0\0Nov 20 10:15:07 mx1 postfix/smtp[1]: x")).toMatchObject({
      kind: "issue",
      issue: { code: "binary-line" },
    });
  });

  test("an unknown zone is refused with the way out", () => {
    expect(() => createSyslogDecoder({ zone: "Mars/Olympus", year: null })).toThrow(
      "unknown time zone Mars/Olympus",
    );
  });
});
