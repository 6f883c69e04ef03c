import { describe, expect, test } from "vitest";
import { brief, briefOf, decodeLines } from "./decoded.ts";

const AT = "2026-11-20T15:45:46.789Z";
const TO = "4ABC1D: to=<ann@example.net>";
const SMTP = ["mx1", "postfix/smtp", "smtp", 5879, TO];

describe("JSON records", () => {
  test.each<[string, object, readonly unknown[]]>([
    [
      "rsyslog, a list of properties",
      {
        "@timestamp": "2026-11-20T15:45:46.789165+00:00",
        host: "mx1",
        program: "postfix",
        tag: "postfix/smtp[5879]:",
        procid: "5879",
        severity: "info",
        message: ` ${TO}`,
      },
      [AT, ...SMTP],
    ],
    [
      "rsyslog, all properties",
      {
        msg: ` ${TO}`,
        rawmsg: `<22>Nov 20 15:45:46 postfix/smtp[5879]: ${TO}`,
        timereported: "2026-11-20T15:45:46.789165+00:00",
        hostname: "mx1",
        syslogtag: "postfix/smtp[5879]:",
        fromhost: "relay.example.net",
        programname: "postfix",
        "app-name": "postfix",
        procid: "-",
        uuid: null,
        "$!": null,
      },
      [AT, ...SMTP],
    ],
    [
      "syslog-ng format-json",
      { PROGRAM: "postfix/smtp", PID: "5879", MESSAGE: TO, HOST: "mx1", DATE: "Nov 20 15:45:46" },
      ["2026-11-20T15:45:46.000Z", ...SMTP],
    ],
    [
      "Vector",
      {
        appname: "postfix/smtp",
        facility: "mail",
        hostname: "mx1",
        message: TO,
        procid: 5879,
        timestamp: "2026-11-20T15:45:46.789Z",
      },
      [AT, ...SMTP],
    ],
    [
      "fluent-bit",
      {
        date: 1795189546.789165,
        pri: "22",
        host: "mx1",
        ident: "postfix/smtp",
        pid: "5879",
        message: TO,
      },
      [AT, ...SMTP],
    ],
    [
      "GELF",
      { version: "1.1", host: "mx1", short_message: TO, timestamp: 1795189546.789, _pid: 5879 },
      [AT, "mx1", "", "", 5879, TO],
    ],
    [
      "ECS, nested and dotted",
      {
        "@timestamp": "2026-11-20T15:45:46.789Z",
        event: { original: TO },
        host: { name: "mx1" },
        process: { name: "postfix/smtp" },
        "process.pid": 5879,
        log: { file: { path: "/var/log/mail.log" } },
      },
      [AT, ...SMTP],
    ],
    [
      "a body nested one level",
      {
        log: JSON.stringify({ message: TO, tag: "postfix/smtp[5879]:" }),
        hostname: "mx1",
        time: AT,
      },
      [AT, ...SMTP],
    ],
    [
      "a source that is a path",
      { message: TO, source: "/var/log/mail.log", ts: 1795189546789, PROGRAM: "postfix/smtp" },
      [AT, "", "postfix/smtp", "smtp", null, TO],
    ],
    [
      "a blank for the T",
      { message: TO, host: "mx1", time: "2026-11-20 15:45:46.789", ident: "postfix/smtp[5879]" },
      [AT, ...SMTP],
    ],
    [
      "the stamp, host, tag and pid inside the body win",
      {
        "@timestamp": "2026-11-20T18:00:00Z",
        host: "shipper",
        tag: "tail.0",
        pid: 1,
        message: `Nov 20 15:45:46 mx1 postfix/smtp[5879]: ${TO}`,
      },
      ["2026-11-20T15:45:46.000Z", ...SMTP],
    ],
    [
      "a stamped body needs no other time",
      { message: `2026-11-20T15:45:46.789Z mx1 postfix/smtp[5879]: ${TO}` },
      [AT, ...SMTP],
    ],
    [
      "the year of a stamp inside is that of the record",
      {
        "@timestamp": "2024-12-31T23:59:59Z",
        message: `Dec 31 23:59:58 mx1 postfix/smtp[5879]: ${TO}`,
      },
      ["2024-12-31T23:59:58.000Z", ...SMTP],
    ],
  ])("%s", (_, record, expected) => {
    expect(brief(JSON.stringify(record))).toEqual(expected);
  });

  test.each([
    ['{"MESSAGE": "x"', "unknown-envelope"],
    ["{}", "unknown-envelope"],
    ['{"a":1}', "unknown-envelope"],
    ['{"message":"x"}', "unknown-envelope"],
    ['{"message":"x","time":"yesterday"}', "unknown-envelope"],
    ['{"message":{"a":1},"time":1795189546}', "unknown-envelope"],
    ['["message"]', "unknown-envelope"],
  ])("%j is one issue", (text, code) => {
    expect(brief(text)).toBe(code);
  });
});

describe("the journal as JSON", () => {
  const journal = (fields: object) =>
    brief(
      JSON.stringify({
        _HOSTNAME: "mx1",
        _PID: "77",
        _COMM: "smtp",
        SYSLOG_IDENTIFIER: "postfix/smtp",
        SYSLOG_PID: "5879",
        SYSLOG_TIMESTAMP: "Nov 20 15:45:46 ",
        __REALTIME_TIMESTAMP: "1795189547000001",
        ...fields,
      }),
    );

  test.each<[string, object, readonly unknown[]]>([
    [
      "the sender's clock before the journal's",
      { MESSAGE: TO, _SOURCE_REALTIME_TIMESTAMP: "1795189546789165" },
      [AT, ...SMTP],
    ],
    ["the journal's clock", { MESSAGE: TO }, ["2026-11-20T15:45:47.000Z", ...SMTP]],
    [
      "bytes that are not UTF-8",
      { MESSAGE: [0x52, 0xe9, 0x70] },
      ["2026-11-20T15:45:47.000Z", "mx1", "postfix/smtp", "smtp", 5879, "R\ufffdp"],
    ],
    [
      "a field that repeats",
      { MESSAGE: TO, SYSLOG_PID: ["5879", "1"] },
      ["2026-11-20T15:45:47.000Z", ...SMTP],
    ],
  ])("%s", (_, fields, expected) => {
    expect(journal(fields)).toEqual(expected);
  });

  test("a message that journald left out is reported as too long", () => {
    expect(journal({ MESSAGE: null })).toBe("line-too-long");
  });
});

describe("Docker's json-file", () => {
  const record = (log: string, stream = "stdout", rest = {}) =>
    JSON.stringify({ log, stream, time: "2026-11-20T15:45:46.789165123Z", ...rest });
  const line = `Nov 20 15:45:40 mx1 postfix/smtp[5879]: ${TO}`;
  const read = ["2026-11-20T15:45:40.000Z", ...SMTP];

  test.each<[string, readonly string[], readonly unknown[]]>([
    ["a stamp of its own", [record(`${line}\n`)], [read]],
    ["the time of Docker", [record(`${TO}\n`)], [[AT, "", "", "", null, TO]]],
    ["a split record", [record(line.slice(0, 50)), record(`${line.slice(50)}\n`)], ["skip", read]],
    [
      "split records of two streams",
      [
        record(line.slice(0, 50)),
        record("other, ", "stderr"),
        record(`${line.slice(50)}\n`),
        record("too\n", "stderr"),
      ],
      ["skip", "skip", read, [AT, "", "", "", null, "other, too"]],
    ],
    ["a shipper that trims the lines", [record(line, "stdout", { date: 1 })], [read]],
    [
      "a stream whose lines never end: the first is lost, none of the others",
      [record(line), record(line), record(line)],
      ["skip", read, read],
    ],
    [
      "fluent-bit's marks",
      [
        record(line.slice(0, 50), "stdout", { logtag: "P" }),
        record(line.slice(50), "stdout", { logtag: "F" }),
      ],
      ["skip", read],
    ],
  ])("%s", (_, lines, expected) => {
    expect(decodeLines(lines).map(briefOf)).toEqual(expected);
  });
});
