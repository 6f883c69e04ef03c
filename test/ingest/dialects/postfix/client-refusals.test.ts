import { describe, expect, test } from "vitest";
import { SILENCE } from "../../../../ingest/dialects/postfix/daemons.ts";
import { createSieve } from "../../../../ingest/sources/sieve.ts";
import { eventOf, readLine } from "../../../support/walk.ts";

const CLIENT = "client.example.org[192.0.2.9]";
const ENVELOPE = "from=<bob@example.org> to=<ann@example.net> proto=ESMTP helo=<me>";

/** What the sieve lets through is all that a dialect of a file ever sees. */
const sieve = createSieve(SILENCE);
const drops = (line: string): boolean => sieve(Buffer.from(line), 0, Buffer.byteLength(line));

const SMTPD: readonly (readonly [string, number | null, string])[] = [
  [
    `warning: Connection concurrency limit exceeded: 51 from ${CLIENT} for service smtpd`,
    null,
    "too_many_connections",
  ],
  [
    `warning: Connection rate limit exceeded: 31 from ${CLIENT} for service smtpd`,
    null,
    "connection_rate",
  ],
  [
    "warning: Connection rate limit exceeded: 7 from unknown[2001:db8::9] for service 127.0.0.1:2626",
    null,
    "connection_rate",
  ],
  [
    `warning: New TLS session rate limit exceeded: 7 from ${CLIENT} for service smtpd`,
    null,
    "tls_session_rate",
  ],
  [
    `warning: Message delivery request rate limit exceeded: 7 from ${CLIENT} for service smtp`,
    null,
    "message_rate",
  ],
  [
    `warning: Recipient address rate limit exceeded: 101 from ${CLIENT} for service smtp`,
    null,
    "recipient_rate",
  ],
  [
    `warning: AUTH command rate limit exceeded: 7 from ${CLIENT} for service submission`,
    null,
    "auth_rate",
  ],
  [`too many errors after RCPT from ${CLIENT}`, null, "too_many_errors"],
  [`NOQUEUE: too many errors after AUTH from ${CLIENT}`, null, "too_many_errors"],
  [`4A1B2C3D: timeout after DATA (1024 bytes) from ${CLIENT}`, null, "timeout"],
  [`timeout after END-OF-MESSAGE from unknown[192.0.2.9]`, null, "timeout"],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 421 4.7.0 <ann@example.net>: Recipient address rejected: slow down; ${ENVELOPE}`,
    421,
    "recipient",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 450 4.2.0 <ann@example.net>: Recipient address rejected: Greylisted, see http://postgrey.example.org/; ${ENVELOPE}`,
    450,
    "greylisting",
  ],
  [
    `NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.9]; ${ENVELOPE}`,
    450,
    "client",
  ],
  [
    `NOQUEUE: reject: EHLO from ${CLIENT}: 450 4.7.1 <me>: Helo command rejected: Host not found; proto=SMTP helo=<me>`,
    450,
    "helo",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 450 4.1.8 <bob@example.org>: Sender address rejected: Domain not found; ${ENVELOPE}`,
    450,
    "sender",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 450 4.1.1 <ann@example.net>: Recipient address rejected: unverified address: Address verification in progress; ${ENVELOPE}`,
    450,
    "verification",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 454 4.7.1 <ann@example.net>: Relay access denied; ${ENVELOPE}`,
    454,
    "relay",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 451 4.3.0 <ann@example.net>: Temporary lookup failure; ${ENVELOPE}`,
    451,
    "lookup_failure",
  ],
  [
    `NOQUEUE: reject: RCPT from ${CLIENT}: 451 4.3.5 Server configuration problem; ${ENVELOPE}`,
    451,
    "server_error",
  ],
  [
    `4A1B2C3D: reject: DATA from ${CLIENT}: 421 4.3.0 mx1 Server local data error; ${ENVELOPE}`,
    421,
    "server_error",
  ],
  [
    `4A1B2C3D: reject: END-OF-MESSAGE from ${CLIENT}: 452 4.3.1 Insufficient system storage; ${ENVELOPE}`,
    452,
    "server_error",
  ],
  [
    `4A1B2C3D: milter-reject: RCPT from ${CLIENT}: 451 4.7.1 Service unavailable - try again later; ${ENVELOPE}`,
    451,
    "milter",
  ],
  [
    `NOQUEUE: proxy-reject: END-OF-MESSAGE: 451 4.3.0 Error: queue file write error; ${ENVELOPE}`,
    451,
    "content_filter",
  ],
];

const POSTSCREEN: typeof SMTPD = [
  [
    "NOQUEUE: reject: CONNECT from [192.0.2.9]:1337: too many connections",
    null,
    "too_many_connections",
  ],
  ["NOQUEUE: reject: CONNECT from [2001:db8::9]:1337: all server ports busy", null, "ports_busy"],
  ["reject: connect from [192.0.2.9]:1337: all screening ports busy", null, "ports_busy"],
  ["COMMAND TIME LIMIT from [192.0.2.9]:51799 after CONNECT", null, "timeout"],
  ["COMMAND COUNT LIMIT from [192.0.2.9]:51799 after RCPT", null, "command_limit"],
  ["COMMAND LENGTH LIMIT from [192.0.2.9]:51799 after UNIMPLEMENTED", null, "command_limit"],
  [
    "NOQUEUE: reject: RCPT from [192.0.2.9]:51799: 450 4.3.2 Service currently unavailable; from=<bob@example.org>, to=<ann@example.net>, proto=ESMTP, helo=<me>",
    450,
    "first_contact",
  ],
];

const CLEANUP: typeof SMTPD = [
  [
    `4A1B2C3D: milter-reject: END-OF-MESSAGE from ${CLIENT}: 4.7.1 Service unavailable - try again later; ${ENVELOPE}`,
    null,
    "milter",
  ],
];

describe.each([
  ["postfix/smtpd[812]", SMTPD],
  ["postfix-in/submission/smtpd[812]", SMTPD],
  ["postfix/postscreen[812]", POSTSCREEN],
  ["postfix/cleanup[812]", CLEANUP],
  ["postfix[812]", [...SMTPD, ...POSTSCREEN]],
])("%s turned a client away for now", (tag, lines) => {
  test.each(lines)("%s", (message, code, reason) => {
    expect(drops(`Nov 20 10:15:07 mx1 ${tag}: ${message}`)).toBe(false);
    expect(eventOf(message, tag)).toMatchObject({
      kind: "inboundRefusal",
      queueId: null,
      code,
      reason,
    });
  });
});

test("neither the client's nor the sender's address chooses the reason", () => {
  const line = `NOQUEUE: reject: RCPT from ${CLIENT}: 450 4.7.1 <greylist@example.net>: Recipient address rejected: slow down; from=<greylisted@example.org>`;
  expect(eventOf(line, "postfix/smtpd[812]")).toMatchObject({ reason: "recipient" });
});

describe("what was not said, or said for good", () => {
  test.each([
    ["smtpd", `connect from ${CLIENT}`],
    ["smtpd", `disconnect from ${CLIENT} ehlo=1 mail=1 rcpt=0/1 commands=2/3`],
    ["smtpd", `4A1B2C3D: client=${CLIENT}`],
    ["smtpd", `lost connection after CONNECT from ${CLIENT}`],
    ["smtpd", `NOQUEUE: reject: RCPT from ${CLIENT}: 554 5.7.1 Service unavailable; ${ENVELOPE}`],
    ["smtpd", `NOQUEUE: reject_warning: RCPT from ${CLIENT}: 450 4.7.1 <me>: Helo; ${ENVELOPE}`],
    ["smtpd", `NOQUEUE: milter-reject: CONNECT from ${CLIENT}: 550 5.7.1 No; proto=SMTP`],
    ["smtpd", "warning: hostname client.example.org does not resolve to address 192.0.2.9"],
    ["smtpd", "improper command pipelining after DATA from unknown[192.0.2.9]: x"],
    ["postscreen", "CONNECT from [192.0.2.9]:1337 to [192.0.2.1]:25"],
    ["postscreen", "NOQUEUE: reject: RCPT from [192.0.2.9]:1337: 550 5.7.1 Service unavailable; x"],
    ["postscreen", "HANGUP after 0 from [192.0.2.9]:1337 in tests before SMTP handshake"],
    ["postscreen", "PREGREET 11 after 0.1 from [192.0.2.9]:1337: EHLO User\\r\\n"],
    ["cleanup", "4A1B2C3D: message-id=<1@example.org>"],
    ["cleanup", `4A1B2C3D: milter-reject: END-OF-MESSAGE from ${CLIENT}: 5.7.1 Spam; ${ENVELOPE}`],
    ["anvil", "statistics: max connection rate 31/60s for (smtpd:192.0.2.9) at Oct 26 18:13:50"],
    ["dovecot", `timeout after AUTH from ${CLIENT}`],
  ])("%s: %s", (daemon, message) => {
    expect(readLine(`Nov 20 10:15:07 mx1 postfix/${daemon}[812]: ${message}`).kind).toBe("skip");
  });

  test.each([
    ["smtpd", `connect from ${CLIENT}`],
    ["smtpd", `disconnect from ${CLIENT} ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5`],
    ["smtpd", `4A1B2C3D: client=${CLIENT}, sasl_method=PLAIN, sasl_username=ann@example.net`],
    ["smtpd", `lost connection after CONNECT from ${CLIENT}`],
    ["smtpd", `NOQUEUE: reject: RCPT from ${CLIENT}: 554 5.7.1 Service unavailable; ${ENVELOPE}`],
    ["smtpd", "warning: hostname client.example.org does not resolve to address 192.0.2.9"],
    ["smtpd", `Anonymous TLS connection established from ${CLIENT}: TLSv1.3`],
    ["postscreen", "CONNECT from [192.0.2.9]:1337 to [192.0.2.1]:25"],
    ["postscreen", "PASS OLD [192.0.2.9]:1337"],
    ["cleanup", "4A1B2C3D: message-id=<1@example.org>"],
  ])("is dropped by its bytes where it is the bulk of a log: %s: %s", (daemon, message) => {
    expect(drops(`Nov 20 10:15:07 mx1 postfix/${daemon}[812]: ${message}`)).toBe(true);
    expect(drops(`2026-11-20T10:15:07.1+01:00 mx1 postfix/${daemon}[812]: ${message}`)).toBe(true);
  });
});
