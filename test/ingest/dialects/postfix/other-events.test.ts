import { describe, expect, test } from "vitest";
import { deferred } from "../../../support/records.ts";
import { eventOf, readLine } from "../../../support/walk.ts";

describe("withheld without contact", () => {
  const suspended = "delivery temporarily suspended: ";
  test.each([
    [
      "host mx.example.net[192.0.2.7] refused to talk to me: 421 4.7.0 busy",
      "mx.example.net",
      421,
      "",
    ],
    [
      "lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
      "mx.example.net",
      null,
      "lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
    ],
    [
      "connect to mx.example.net[192.0.2.7]:25: Connection timed out",
      "mx.example.net",
      null,
      "connect to mx.example.net[192.0.2.7]:25: Connection timed out",
    ],
    ["unknown mail transport error", null, null, "unknown mail transport error"],
  ])("suspended: %s", (reason, host, code, kept) => {
    for (const tag of ["postfix/error[7]", "postfix/qmgr[7]", "postfix-out/smtp[7]"]) {
      const event = eventOf(deferred(suspended + reason, "4.7.0", "none"), tag);
      expect(event).toMatchObject({ kind: "withheld", recipient: "ann@example.net", reason: kept });
      if (event.kind !== "withheld") return;
      expect(event.remote?.name ?? null).toBe(host);
      expect(event.reply?.code ?? null).toBe(code);
    }
  });

  test("a reason that only begins like one of ours is kept in words", () => {
    const line = deferred("host is down for maintenance", "4.3.2", "none");
    expect(eventOf(line, "postfix/error[7]")).toMatchObject({ kind: "withheld", remote: null });
  });

  test("the retry service never made contact, whatever it quotes", () => {
    expect(
      eventOf(deferred("deferred transport", "4.3.2", "none"), "postfix/error[7]"),
    ).toMatchObject({
      kind: "withheld",
      remote: null,
      reason: "deferred transport",
    });
  });
});

describe("informational records", () => {
  test.each([
    [
      "host mx.example.net[192.0.2.7] refused to talk to me: 554-mx 554 poor reputation",
      554,
      "connect",
      false,
    ],
    [
      "host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to MAIL FROM command)",
      421,
      "mail",
      false,
    ],
    [
      "host mx.example.net[192.0.2.7] said: 450 4.2.0 grey (in reply to RCPT TO command)",
      450,
      "rcpt",
      true,
    ],
  ])("%s", (text, code, stage, ownReply) => {
    expect(eventOf(`4jWKQ13dPjzQl: ${text}`)).toMatchObject({
      kind: "refused",
      queueId: "4jWKQ13dPjzQl",
      recipient: null,
      stage,
      ownReply,
      reply: { code },
    });
  });

  test("a lost connection names no recipient", () => {
    expect(
      eventOf(
        "4jWKQ13dPjzQl: lost connection with mx.example.net[192.0.2.7] while sending RCPT TO",
      ),
    ).toMatchObject({
      kind: "lost",
      recipient: null,
      stage: "rcpt",
    });
  });

  test.each([
    "connect to mx.example.net[192.0.2.7]:25: Connection refused",
    "connect to mx.example.net[192.0.2.7]: Connection timed out (port 25)",
  ])("%s", (text) => {
    expect(eventOf(text)).toMatchObject({
      kind: "unreachable",
      queueId: null,
      remote: { ip: "192.0.2.7" },
    });
  });

  test.each(["expired, returned to sender", "force-expired, returned to sender"])(
    "status=%s",
    (words) => {
      const line = `4A1B2C3D: from=<bob@example.org>, status=${words}`;
      expect(eventOf(line, "postfix/qmgr[812]")).toMatchObject({
        kind: "expired",
        queueId: "4A1B2C3D",
      });
    },
  );
});

describe("everything else", () => {
  test.each([
    ["postfix/qmgr[812]", "4A1B2C3D: removed"],
    ["postfix/qmgr[812]", "4A1B2C3D: status=deferred (bounce failed)"],
    ["postfix/smtp[812]", "4A1B2C3D: status=deferred (bounce failed)"],
    [
      "postfix/qmgr[812]",
      '4A1B2C3D: from=<"x>, status=expired, "@example.org>, size=421, nrcpt=1 (queue active)',
    ],
    ["postfix/qmgr[812]", "4A1B2C3D: skipped, still being delivered"],
    [
      "postfix/qmgr[812]",
      "warning: mail for example.net is using up 4001 of 5001 active queue entries",
    ],
    ["postfix/smtp[812]", "4A1B2C3D: Cannot start TLS: handshake failure"],
    ["postfix/bounce[812]", "4A1B2C3D: sender delay notification: 4A1B2C3E"],
    [
      "postfix/pipe[812]",
      "4A1B2C3D: to=<ann@example.org>, relay=filter, delay=1, delays=0/0/0/1, dsn=4.3.0, status=deferred (temporary failure. Command output: 421 4.7.0 host mx[192.0.2.7] said: 421)",
    ],
    [
      "postfix/virtual[812]",
      "4A1B2C3D: to=<ann@example.org>, relay=virtual, delay=0, delays=0/0/0/0, dsn=4.2.2, status=deferred (421 over quota)",
    ],
    ["postfix/qmgr[812]", "4A1B2C3D: from=<bob@example.org>, size=410, nrcpt=1 (queue active)"],
    [
      "postfix/smtpd[812]",
      "NOQUEUE: reject: RCPT from x[192.0.2.1]: 521 5.7.0 said: status=deferred",
    ],
    [
      "postfix/smtp[812]",
      "Untrusted TLS connection established to mx.example.net[192.0.2.7]:25: TLSv1.3 with cipher X",
    ],
    [
      "postfix/smtp[812]",
      "warning: host mx.example.net[192.0.2.7]:25 said: 500 (in reply to XFORWARD name/address command)",
    ],
    [
      "postfix/smtp[812]",
      "4A1B2C3D: enabling PIX workarounds: disable_esmtp for mx.example.net[192.0.2.7]:25",
    ],
    [
      "postfix/local[812]",
      "4A1B2C3D: to=<ann@example.org>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered)",
    ],
    ["sshd[812]", "Accepted publickey for ann from 192.0.2.1 port 421 ssh2"],
    ["kernel", "[421.000000] eth0: link up"],
  ])("%s: %s is of no interest", (tag, message) => {
    expect(readLine(`Nov 20 10:15:07 mx1 ${tag}: ${message}`)).toEqual({ kind: "skip" });
  });

  test.each([
    [
      "a status word of tomorrow",
      deferred("x").replace("status=deferred", "status=frozen"),
      "unknown-record",
    ],
    ["a record that is cut before its status", deferred("x").slice(0, 90), "unknown-record"],
    ["a reason that is cut", deferred("lost conn").slice(0, -1), "unknown-reason"],
    ["a peer that is no peer", deferred("host mx.example.net said: 421 no"), "unknown-reason"],
    [
      "a reply without digits",
      deferred("host mx.example.net[192.0.2.7] said: no (in reply to MAIL FROM command)"),
      "malformed-reply",
    ],
    [
      "a word that is not Postfix's",
      deferred("host mx.example.net[192.0.2.7] sang: 421 no"),
      "unknown-reason",
    ],
  ])("%s is reported, not guessed", (_, message, code) => {
    const outcome = readLine(`Nov 20 10:15:07 mx1 postfix/smtp[1]: ${message}`);
    expect(outcome.kind === "issue" ? outcome.issue.code : null).toBe(code);
  });
});
