import { describe, expect, test } from "vitest";
import { eventOf, outcomeOf, readLine } from "./read.ts";

describe("a client was told to come back", () => {
  test.each([
    ["Connection from [192.0.2.9] refused: too many connections", null, "too_many_connections"],
    [
      "Connection from [2001:db8::9]:4711 refused: too many connections from that IP address",
      null,
      "too_many_connections",
    ],
    ["Connection from [192.0.2.9] refused: load average = 21.50", null, "load"],
    [
      "temporarily refused connection from [192.0.2.9]: not in reserve list: connected=18 max=20 reserve=2",
      null,
      "too_many_connections",
    ],
    [
      "temporarily refused connection from client.example.org [192.0.2.9]: not in reserve list and load average = 9.50",
      null,
      "load",
    ],
    ["SMTP command timeout on connection from (me) [192.0.2.9] D=5m1s", null, "timeout"],
    ["SMTP command timeout on TLS connection from [192.0.2.9] D=5m1s", null, "timeout"],
    [
      "SMTP data timeout (message abandoned) on connection from (me) [192.0.2.9] F=<a@example.org> D=5m",
      null,
      "timeout",
    ],
    [
      "rejected MAIL command H=(me) [192.0.2.9]: too many messages in one connection",
      null,
      "too_many_messages",
    ],
    [
      'H=[192.0.2.9] temporarily rejected connection in "connect" ACL: host deferred',
      null,
      "client",
    ],
    [
      "H=(me) [192.0.2.9] F=<a@example.org> temporarily rejected RCPT <slow@example.net>: 421 4.7.0 slow down please",
      421,
      "recipient",
    ],
    [
      "H=(test) [192.0.2.9] U=root F=<a@example.org> temporarily rejected RCPT <z@example.net>: Could not complete sender verify callout",
      null,
      "verification",
    ],
    [
      "H=(me) [192.0.2.9]:4711 I=[192.0.2.1]:25 temporarily rejected EHLO or HELO me: later",
      null,
      "helo",
    ],
    [
      "H=(me) [192.0.2.9] temporarily rejected MAIL <a@example.org>: Greylisted",
      null,
      "greylisting",
    ],
    [
      "U=root F=<a@example.org> temporarily rejected RCPT <z@example.net>: later",
      null,
      "recipient",
    ],
  ])("%s", (body, code, reason) => {
    expect(readLine(`2026-11-20 15:46:55 ${body}`)).toMatchObject({
      kind: "value",
      value: { kind: "inboundRefusal", code, reason },
    });
  });

  test("after the data its message has an id", () => {
    const line =
      "H=client.example.org (helo) [192.0.2.9] F=<> temporarily rejected after DATA: 451 4.7.1 slow";
    expect(eventOf(line)).toMatchObject({ kind: "inboundRefusal", code: 451, reason: "message" });
  });
});

describe("nothing was refused, or for good", () => {
  test.each([
    'H=(me) [192.0.2.9] F=<" temporarily rejected RCPT "@example.org> rejected RCPT <z@example.net>: no',
    "H=(me) [192.0.2.9] F=<a@example.org> rejected RCPT <z@example.net>: 450 temporarily rejected RCPT",
    "Connection from [192.0.2.9] refused: no",
    "unexpected disconnection while reading SMTP command from [192.0.2.9] D=0s",
    'SMTP call from (me) [192.0.2.9] dropped: too many nonmail commands (last was "RSET")',
    "refused connection from [192.0.2.9] (host_reject_connection)",
    "rejected MAIL command H=(me) [192.0.2.9]: no",
    "H=(me) [192.0.2.9] Warning: temporarily rejected is what others say",
  ])("%s", (body) => {
    expect(readLine(`2026-11-20 15:46:55 ${body}`)).toEqual({ kind: "skip" });
  });

  test("a host of ours that says so is no client", () => {
    const line =
      "H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<ann@example.net>: 450 temporarily rejected RCPT";
    expect(outcomeOf(line)).toMatchObject({ kind: "value", value: { kind: "refused" } });
  });
});
