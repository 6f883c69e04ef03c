import { describe, expect, test } from "vitest";
import { SILENCE } from "../../../ingest/dialects/postfix/daemons.ts";
import { createSieve } from "../../../ingest/sources/sieve.ts";
import { readLine } from "../../support/walk.ts";

const sieve = createSieve(SILENCE);
const drops = (line: string): boolean => sieve(Buffer.from(line), 0, Buffer.byteLength(line));

const STAMPS = [
  "Nov 20 10:15:07",
  "Nov  2 10:15:07",
  "2026-11-20T10:15:07.123456+01:00",
  "2026-11-20T10:15:07Z",
];

describe.each(STAMPS)("with the stamp %s", (stamp) => {
  test.each([
    "mx1 postfix/smtpd[812]: connect from client.example.org[198.51.100.7]",
    "mx1 postfix-in/submission/smtpd[812]: disconnect from client.example.org[198.51.100.7]",
    "mx1 postfix/cleanup[812]: 4A1B2C3D: message-id=<1@example.org>",
    "mx1 postfix/anvil: statistics: max connection rate 1/60s",
    "mx1 postfix/smtp[812]: Untrusted TLS connection established to mx.example.net[192.0.2.7]:25: TLSv1.3",
    "mx1 postfix/qmgr[812]: 4A1B2C3D: removed",
    "mx1 postfix/qmgr[812]: 4A1B2C3D: from=<bob@example.org>, size=410, nrcpt=1 (queue active)",
  ])("drops %s, which the dialect would skip", (rest) => {
    expect(drops(`${stamp} ${rest}`)).toBe(true);
    expect(readLine(`${stamp} ${rest}`)).toEqual({ kind: "skip" });
  });

  test.each([
    "mx1 postfix/smtp[812]: 4A1B2C3D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, status=sent (ok)",
    "mx1 postfix/smtp[812]: 4A1B2C3D: host mx.example.net[192.0.2.7] refused to talk to me: 421 busy: removed",
    "mx1 postfix/smtp[812]: 4A1B2C3D: host mx.example.net[192.0.2.7] refused to talk to me: 421 (queue active)",
    "mx1 postfix/qmgr[812]: 4A1B2C3D: from=<bob@example.org>, status=expired, returned to sender",
    "mx1 postfix/error[812]: 4A1B2C3D: to=<ann@example.net>, relay=none, status=deferred (x)",
    "mx1 postfix/smtpd[812]: message repeated 3 times: [ warning: Connection rate limit exceeded: 7 from x[192.0.2.9] for service smtpd]",
    "mx1 outbound/smtp: 4A1B2C3D: to=<ann@example.net>, relay=none, status=deferred (x)",
    "mx1 postfix-relay.example.net/submis 4A1B2C3D: to=<ann@example.net>, relay=none, status=deferred (x)",
    "postfix/smtpd[812]: a line without a host is for the dialect to judge",
    "mx1 smtpdx[812]: not ours but nobody's to drop",
  ])("lets %s through", (rest) => {
    expect(drops(`${stamp} ${rest}`)).toBe(false);
  });
});

test("drops a line with nothing in it, which the decoder would skip", () => {
  expect(drops("")).toBe(true);
  expect(readLine("")).toEqual({ kind: "skip" });
});

test.each([
  "x",
  "\0".repeat(64),
  "<22>1 2026-11-20T10:15:07Z mx1 postfix 812 - - 4A1B2C3D: to=<a@example.net>",
])("lets %j through: it cannot place it", (line) => {
  expect(drops(line)).toBe(false);
});
