import { describe, expect, test } from "vitest";
import { eventOf, outcomeOf, readLine } from "./read.ts";

const MX = { name: "mx.example.net", ip: "192.0.2.7" };
const H = "H=mx.example.net [192.0.2.7]";
const ERROR = "SMTP error from remote mail server after";

describe("delivered", () => {
  test.each([
    [`=> ann@example.net R=remote T=smtp ${H} C="250 Ok"`, null],
    [`-> ann@example.net R=remote T=smtp ${H}* C="250 Ok"`, null],
    [`>> ann@example.net R=remote T=smtp ${H} C="250 Ok"`, null],
    [
      `=> ann@example.net (list@example.net) <list@example.net> F=<bob@example.org> P=<bob@example.org> R=remote T=smtp S=316 ${H}:2525 I=[198.51.100.1]:35112 X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DN="CN=mx, O=H=x [y]" A=plain L K C="250 2.0.0 say \\"hi\\" QT=9s DT=9s" QT=1h2m3s DT=0.005s`,
      3723,
    ],
    [`=> ann@example.net R=remote T=smtp ${H} TFO* C="250 Ok" QT=0.25s`, 0.25],
    [`=> ann@example.net R=remote T=smtp ${H} C="250 QT=9s"`, null],
    [`=> ann@example.net R=remote T=smtp ${H} QT=2d`, 172_800],
    [`=> ann@example.net R=remote T=smtp ${H} QT=soon`, null],
  ])("%s", (line, delay) => {
    expect(eventOf(line)).toMatchObject({
      kind: "delivered",
      remote: MX,
      recipient: "ann@example.net",
      delay,
    });
  });

  test.each([
    "=> ann <ann@example.net> R=local T=local_delivery",
    "=> :blackhole: <ann@example.net> R=bounce",
    '=> ann@example.net R=local T=dovecot_lmtp C="250 2.0.0 H=mx.example.net [192.0.2.7] Saved"',
    `*> ann@example.net R=remote T=smtp ${H}`,
  ])("elsewhere: %s", (line) => {
    expect(eventOf(line)).toMatchObject({ kind: "elsewhere" });
  });
});

describe("failed", () => {
  test.each([
    [`** ann@example.net R=remote T=smtp ${H}: ${ERROR} RCPT TO:<ann@example.net>: 550 5.1.1 No`],
    [`** ann@example.net R=remote T=smtp ${H} : ${ERROR} end of data: 554 5.7.1 No`],
    [
      `** ann@example.net F=<bob@example.org> P=<bob@example.org> R=remote T=smtp ${H}:25 X=TLS1.2:AES256:256 CV=yes DN="C=XX,CN=mx: y": ${ERROR} end of data: 554 No DT=1s`,
    ],
    [
      `** ann@example.net R=remote T=smtp: ${ERROR} DATA: host mx.example.net [192.0.2.7]: 550 H=evil [192.0.2.66]`,
    ],
  ])("bounced: %s", (line) => {
    expect(eventOf(line)).toMatchObject({
      kind: "bounced",
      remote: MX,
      recipient: "ann@example.net",
    });
  });

  test.each([
    ["** ann@example.net: retry timeout exceeded", "expired"],
    [
      `** ann@example.net R=remote T=smtp ${H}: ${ERROR} DATA: 450 no: retry timeout exceeded`,
      "expired",
    ],
    [
      "** ann@example.net R=remote T=smtp: all hosts for 'example.net' have been failing for a long time (and retry time not reached)",
      "expired",
    ],
    [
      `** ann@example.net R=remote T=smtp ${H}: ${ERROR} DATA: 550 no: retry timeout exceeded`,
      "bounced",
    ],
    ["** ann@example.net: Unrouteable address", "elsewhere"],
    ["** ann@example.net : Unrouteable address", "elsewhere"],
    ["** ann@example.net R=bounce : just discard", "elsewhere"],
    [
      `** ann@example.net R=remote T=smtp ${H}: a TLS session is required, but none was offered`,
      "elsewhere",
    ],
    ["Completed", "removed"],
    ["Completed QT=0.006s", "removed"],
  ])("%s: %s", (line, kind) => {
    expect(eventOf(line)).toMatchObject({ kind });
  });
});

describe("host lines", () => {
  test.each([
    [`${H}: ${ERROR} initial connection: 421 4.3.2 Busy`, "connect", MX],
    [`${H}:2525: ${ERROR} pipelined MAIL FROM:<>: 421 4.3.2 Busy`, "mail", MX],
    [`${H}:2525 ${ERROR} RCPT TO:<ann@example.net>: 421 4.3.2 Busy`, "rcpt", MX],
    [`${H} ${ERROR} RCPT TO:<ann@example.net>: 421 4.3.2 Busy`, "rcpt", MX],
    [`${ERROR} DATA: host mx.example.net [192.0.2.7]: 421 4.3.2 Busy`, "data", MX],
    [`${ERROR} MAIL FROM:<bob@example.org>: 421 4.3.2 Busy`, "mail", { name: "", ip: null }],
  ])("refused: %s", (line, stage, remote) => {
    expect(eventOf(line)).toMatchObject({
      kind: "refused",
      remote,
      stage,
      recipient: null,
      reply: { code: 421, enhanced: "4.3.2", text: "421 4.3.2 Busy" },
    });
  });

  test("a reply to EHLO of several lines ends where the log line does", () => {
    const line = `${H}: Remote host closed connection in response to HELO x (EHLO response was: 421-4.7.0 first (one)`;
    expect(eventOf(line)).toMatchObject({
      kind: "refused",
      stage: "connect",
      reply: { code: 421, enhanced: "4.7.0", text: "421-4.7.0 first (one)" },
    });
  });

  test.each([
    [`${H}: SMTP timeout after initial connection: Connection timed out`, "lost"],
    [`${H}: Remote host closed connection in response to end of data`, "lost"],
    [
      "SMTP timeout while connected to mx.example.net [192.0.2.7] after end of data (9 bytes written)",
      "lost",
    ],
    [
      "Remote host mx.example.net [192.0.2.7] closed connection in response to initial connection",
      "lost",
    ],
    [`${H} Connection reset by peer`, "lost"],
    [`${H} Connection refused`, "unreachable"],
    [`${H}:25 Connection timed out`, "unreachable"],
    [`${H} No route to host`, "unreachable"],
    ["mx.example.net [192.0.2.7] Connection refused", "unreachable"],
  ])("%s: %s", (line, kind) => {
    expect(eventOf(line)).toMatchObject({ kind, remote: MX });
  });

  test.each([
    `${H}: ${ERROR} initial connection: 554 5.7.1 Blocked`,
    "SMTP timeout after DATA: Connection timed out",
  ])("elsewhere: %s", (line) => {
    expect(eventOf(line)).toMatchObject({ kind: "elsewhere" });
  });

  test.each([
    [`${H}: something new`, "unknown-reason"],
    [`${H}: ${ERROR} DATA: nothing`, "malformed-reply"],
    [`${ERROR} DATA: nothing`, "malformed-reply"],
  ])("%s is reported as %s", (line, code) => {
    expect(outcomeOf(line)).toMatchObject({ kind: "issue", issue: { code } });
  });
});

describe("of no interest", () => {
  test.each([
    "<= bob@example.org U=root P=local S=324 for ann@example.net",
    '<= bob@example.org H=mx.example.net [192.0.2.7] P=esmtp S=9 T="421 4.7.0 busy"',
    "H=(me) [192.0.2.9] F=<bob@example.org> rejected after DATA: no",
    "H=client.example.org [192.0.2.9] Warning: message looks odd",
    "Frozen (delivery error message)",
    "Message is frozen",
    "removed by root",
    "Completed by hand",
    "bob@example.org: error ignored",
    "DKIM: d=example.org s=x [verification succeeded]",
  ])("%s", (body) => {
    expect(outcomeOf(body)).toEqual({ kind: "skip" });
  });

  test.each([
    "H=(x) [192.0.2.9] sender verify defer for <b@example.org>: Could not complete sender verify callout: mx.example.net [192.0.2.7] : SMTP error from remote mail server after RCPT TO:<b@example.org>: 450 Busy",
    "H=(x) [192.0.2.9] F=<b@example.org> rejected RCPT <z@example.net>: mx.example.net [192.0.2.7] : SMTP error from remote mail server after RCPT TO:<z@example.net>: 421 No",
    "Start queue run: pid=7288",
    "cwd=/ 6 args: exim4 -odf -f bob@example.org",
    "10HmaX-0005vi-0 == ann@example.net defer (0): an id that is too short",
  ])("without a message id: %s", (body) => {
    expect(readLine(`2026-11-20 15:46:55 ${body}`)).toEqual({ kind: "skip" });
  });
});
