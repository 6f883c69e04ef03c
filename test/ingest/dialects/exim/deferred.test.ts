import { describe, expect, test } from "vitest";
import { eventOf, outcomeOf } from "./read.ts";

const MX = { name: "mx.example.net", ip: "192.0.2.7" };
const H = "H=mx.example.net [192.0.2.7]";
const ERROR = "SMTP error from remote mail server after";
const TO = "== ann@example.net R=remote T=remote_smtp";

describe("a reply, whatever stands around it", () => {
  const refused = (stage: string, code: number, enhanced: string | null, text: string) => ({
    kind: "refused",
    remote: MX,
    recipient: "ann@example.net",
    stage,
    reply: { code, enhanced, text, malformed: false },
    dsn: null,
    ownReply: false,
    pid: null,
    queueId: "1xUQpD-0001pH-0k",
  });
  const busy = "421 4.7.0 Busy: try [later] (please)";

  test.each([
    [`${TO} defer (0) ${H}: ${ERROR} initial connection: ${busy}`, "connect"],
    [`${TO} defer (0) ${H}: ${ERROR} EHLO lab.example.org: ${busy}`, "connect"],
    [`${TO} defer (0) ${H}: ${ERROR} HELO lab.example.org: ${busy}`, "connect"],
    [`${TO} defer (0) ${H}: ${ERROR} LHLO lab.example.org: ${busy}`, "connect"],
    [`${TO} defer (0) ${H}: ${ERROR} STARTTLS: ${busy}`, "starttls"],
    [`${TO} defer (0) ${H}: ${ERROR} AUTH PLAIN ****: ${busy}`, "auth"],
    [`${TO} defer (-45) ${H}: ${ERROR} MAIL FROM:<bob@example.org> SIZE=1325: ${busy}`, "mail"],
    [`${TO} defer (-45) ${H}: ${ERROR} pipelined MAIL FROM:<>: ${busy}`, "mail"],
    [`${TO} defer (-44) ${H}: ${ERROR} RCPT TO:<ann@example.net>: ${busy}`, "rcpt"],
    [`${TO} defer (-44) ${H}: ${ERROR} RCPT TO:<"a: 450 b"@example.net>: ${busy}`, "rcpt"],
    [`${TO} defer (-46) ${H}: ${ERROR} pipelined DATA: ${busy}`, "data"],
    [`${TO} defer (-46) ${H}: ${ERROR} sending data block: ${busy}`, "data"],
    [`${TO} defer (-46) ${H}: ${ERROR} BDAT 512: ${busy}`, "data"],
    [`${TO} defer (-46) ${H}: ${ERROR} BDAT 512 LAST: ${busy}`, "eod"],
    [`${TO} defer (-46) ${H}: ${ERROR} end of data: ${busy}`, "eod"],
    [`${TO} defer (0) ${H}: ${ERROR} XCLIENT: ${busy}`, "unknown"],
    [`${TO} defer (-46) ${H}:2525: ${ERROR} DATA: ${busy}`, "data"],
    [`${TO} defer (-46) ${H}*: ${ERROR} DATA: ${busy}`, "data"],
    [`${TO} defer (-46) ${H}:2525* TFO*: ${ERROR} DATA: ${busy}`, "data"],
    [`${TO} defer (-46) H=mx.example.net DS [192.0.2.7]: ${ERROR} DATA: ${busy}`, "data"],
    [
      `${TO} defer (-46) ${H}:2525 PRX=[198.51.100.9]:1080 I=[198.51.100.1]:38980 TFO DT=0.012s: ${ERROR} DATA: ${busy}`,
      "data",
    ],
    [`${TO} defer (-46) ${H} I=[198.51.100.1] DT=1m3s: ${ERROR} DATA: ${busy}`, "data"],
    [
      `== ann@example.net (info@example.net) <info@example.net> R=a T=b defer (-46) ${H}: ${ERROR} DATA: ${busy}`,
      "data",
    ],
    [
      `== ann@example.net <"x defer (0) y"@example.net> Q=bulk R=a T=b defer (-46) ${H}: ${ERROR} DATA: ${busy}`,
      "data",
    ],
    [`${TO} defer (-46): ${ERROR} DATA: host mx.example.net [192.0.2.7]: ${busy}`, "data"],
    [
      `${TO} defer (-18) ${H}: Remote host closed connection in response to HELO lab.example.org (EHLO response was: ${busy})`,
      "connect",
    ],
  ])("%s", (line, stage) => {
    expect(eventOf(line)).toMatchObject(refused(stage, 421, "4.7.0", busy));
  });

  test.each([
    ["H=MX.Example.NET. [192.0.2.7]", "mx.example.net", "192.0.2.7"],
    ["H=192.0.2.7 [192.0.2.7]", "192.0.2.7", "192.0.2.7"],
    ["H=[192.0.2.7]", "192.0.2.7", "192.0.2.7"],
    ["H=mx.example.net [2001:DB8::7]:25", "mx.example.net", "2001:db8::7"],
    ["H=2001:db8::7 [2001:db8::7]", "2001:db8::7", "2001:db8::7"],
    ["H=mx_1.example.net [192.0.2.7]", "mx_1.example.net", "192.0.2.7"],
    ["H=(relay.example.net) [192.0.2.7]", "relay.example.net", "192.0.2.7"],
  ])("%s names its host", (host, name, ip) => {
    expect(eventOf(`${TO} defer (-46) ${host}: ${ERROR} end of data: 421 Busy`)).toMatchObject({
      kind: "refused",
      remote: { name, ip },
    });
  });

  test("a quoted recipient is kept whole", () => {
    const to = `"ann defer (0) H=evil [192.0.2.66]: x"@example.net`;
    const line = `== ${to} R=a T=b defer (-46) ${H}: ${ERROR} end of data: 421 Busy`;
    expect(eventOf(line)).toMatchObject({ kind: "refused", remote: MX, recipient: to });
  });

  test("an id of 23 characters", () => {
    const line = `${TO} defer (-46) ${H}: ${ERROR} end of data: 421 Busy`;
    expect(eventOf(line, "10HmaX-000000005vi-0000")).toMatchObject({
      kind: "refused",
      queueId: "10HmaX-000000005vi-0000",
    });
  });

  test.each([
    ["-44", "sending data block", "rcpt"],
    ["-44", "pipelined BDAT 421 LAST", "rcpt"],
    ["-45", "pipelined BDAT 421 LAST", "mail"],
    ["-46", "pipelined BDAT 421 LAST", "eod"],
  ])("a peer with CHUNKING answers late: number %s tells what, not %j", (errno, command, stage) => {
    const line = `${TO} defer (${errno}) ${H}: ${ERROR} ${command}: ${busy}`;
    expect(eventOf(line)).toMatchObject(refused(stage, 421, "4.7.0", busy));
  });

  test("a login refused for good still only defers", () => {
    const line = `${TO} defer (0) ${H}: ${ERROR} AUTH PLAIN ****: 535 5.7.8 No`;
    expect(eventOf(line)).toMatchObject({ kind: "refused", stage: "auth", reply: { code: 535 } });
  });

  test("a reply of its own for each recipient after the data", () => {
    for (const words of ["LMTP error after end of data", "PRDR error after DATA"]) {
      const line = `${TO} defer (0) ${H}: ${words}: 450 4.2.2 Full`;
      expect(eventOf(line)).toMatchObject({ kind: "refused", stage: "eod", ownReply: true });
    }
  });

  test("a reply without its separator is counted, and said to be malformed", () => {
    const line = `${TO} defer (-19) ${H}: Malformed SMTP reply in response to DATA: 4214.7.0 Busy`;
    expect(eventOf(line)).toMatchObject({
      kind: "refused",
      stage: "data",
      reply: { code: 421, enhanced: null, malformed: true },
    });
  });
});

describe("no reply", () => {
  test.each([
    [`${TO} defer (-18) ${H}: Remote host closed connection in response to DATA`, "lost", "data"],
    [
      `${TO} defer (-18) ${H}: Remote host closed connection in response to pipelined RCPT TO:<x@example.net>`,
      "lost",
      "rcpt",
    ],
    [
      `${TO} defer (-18) ${H}: Remote host closed connection in response to HELO x (EHLO response was: 250 Hello)`,
      "lost",
      "connect",
    ],
    [
      `${TO} defer (110): Connection timed out ${H}: SMTP timeout after initial connection`,
      "lost",
      "connect",
    ],
    [
      `${TO} defer (60): Operation timed out ${H}:25 I=[198.51.100.1]:99 DT=5m: SMTP timeout after end of data (1024 bytes written)`,
      "lost",
      "eod",
    ],
    [
      `${TO} defer (110): Connection timed out: SMTP timeout while connected to mx.example.net [192.0.2.7] after end of data (9 bytes written)`,
      "lost",
      "eod",
    ],
    [
      `${TO} defer (-18): Remote host mx.example.net [192.0.2.7] closed connection in response to HELO x`,
      "lost",
      "connect",
    ],
    [
      `${TO} defer (-19) ${H}: Malformed SMTP reply (an empty line) in response to pipelined DATA`,
      "lost",
      "data",
    ],
    [
      `${TO} defer (-38) ${H}: a TLS session is required, but the server did not offer TLS support`,
      "lost",
      "starttls",
    ],
    [
      `${TO} defer (-37) ${H}: TLS session: (gnutls_handshake): timed out: timed out`,
      "lost",
      "starttls",
    ],
    [
      `${TO} defer (32) ${H}: smtp send to mx.example.net [192.0.2.7] failed: Broken pipe`,
      "lost",
      "unknown",
    ],
    [
      `${TO} defer (32): Broken pipe: smtp send to mx.example.net [192.0.2.7] failed: Broken pipe`,
      "lost",
      "unknown",
    ],
    [
      `${TO} defer (-42) ${H}: authentication required but authentication attempt(s) failed`,
      "lost",
      "auth",
    ],
  ])("%s", (line, kind, stage) => {
    expect(eventOf(line)).toMatchObject({ kind, stage, remote: MX, recipient: "ann@example.net" });
  });

  test.each([
    `${TO} defer (111): Connection refused ${H}`,
    `${TO} defer (110): Connection timed out ${H}:25 I=[198.51.100.1]:99 DT=5m`,
    `${TO} defer (111): Connection refused`,
    `${TO} defer (110): Connection timed out: SMTP timeout after DATA`,
    "== ann@example.net R=r defer (-1): host lookup did not complete",
    "== ann@example.net R=r defer (-1) DT=0s: SMTP-looking but not of a host",
    "== ann R=local T=local_delivery defer (-52): Retry time not yet reached",
    "== |/bin/x T=address_pipe defer (0): Child process timed out",
    "== ann@example.net R=r defer (-1)",
  ])("elsewhere: %s", (line) => {
    expect(eventOf(line)).toMatchObject({ kind: "elsewhere" });
  });
});

describe("withheld", () => {
  test.each([
    [TO, "-53", "retry time not reached for any host"],
    [TO, "-54", "retry time not reached for any host for 'example.net'"],
    ["== ann@example.net routing", "-51", "retry time not reached"],
    [TO, "0", "SMTP delivery explicitly queued"],
    [TO, "-54", "connection limit reached for all hosts for 'example.net'"],
    [TO, "-57", "concurrency limit reached for transport"],
    ["== ann@example.net routing", "-23", "domain is held"],
    [TO, "-55", "retry time not reached for any host"],
    [TO, "-56", "domain matches queue_smtp_domains"],
    [
      TO,
      "-54",
      "all hosts for 'example.net' have been failing for a long time (and retry time not reached)",
    ],
    [TO, "-54", "some host address lookups failed and retry time not reached for other hosts"],
  ])("%s defer (%s): %s", (to, number, reason) => {
    expect(eventOf(`${to} defer (${number}): ${reason}`)).toMatchObject({
      kind: "withheld",
      remote: null,
      recipient: "ann@example.net",
      reply: null,
      reason,
    });
  });
});

test.each([
  [`${TO} defer (-44) H=mx.example.net [192.0.2.7: ${ERROR} DATA: 450 x`, "unknown-record"],
  ["== ann@example.net R=r T=t", "unknown-record"],
  ["== ", "unknown-record"],
  [`${TO} defer (-44) ${H}: ${ERROR} RCPT TO:<ann@example.net>`, "malformed-reply"],
  [`${TO} defer (-44) ${H}: ${ERROR} DATA: no digits`, "malformed-reply"],
  ["=> ", "unknown-record"],
  ["=> ann@example.net R=r T=t H=mx.example.net [192.0", "unknown-record"],
  ["** ann@example.net R=r T=t H=mx.example.net 192.0", "unknown-record"],
])("%j is reported as %s", (line, code) => {
  expect(outcomeOf(line)).toMatchObject({ kind: "issue", issue: { code } });
});
