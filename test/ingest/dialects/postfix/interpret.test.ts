import { describe, expect, test } from "vitest";
import { eventOf, readLine } from "../../../support/walk.ts";

const SENT =
  "4A1B2C3D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1.7, delays=0.1/0/0.9/0.7, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F)";

const deferred = (reason: string, dsn = "4.7.0", relay = "mx.example.net[192.0.2.7]:25"): string =>
  `4A1B2C3D: to=<ann@example.net>, relay=${relay}, delay=3, delays=1/0/1/1, dsn=${dsn}, status=deferred (${reason})`;

describe("status records", () => {
  test("sent is a delivery with its age", () => {
    expect(eventOf(SENT)).toMatchObject({
      kind: "delivered",
      at: Date.UTC(2026, 10, 20, 10, 15, 7),
      pid: 2741,
      queueId: "4A1B2C3D",
      recipient: "ann@example.net",
      remote: { name: "mx.example.net", ip: "192.0.2.7" },
      delay: 1.7,
    });
  });

  test.each([
    ["host mx.example.net[192.0.2.7] refused to talk to me: 421 4.7.0 busy", "connect"],
    ["host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to MAIL FROM command)", "mail"],
    ["host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to RCPT TO command)", "rcpt"],
    ["host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to DATA command)", "data"],
    ["host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to end of DATA command)", "eod"],
    ["host mx.example.net[192.0.2.7] said: 421 4.7.0 cut off at two thousand by", "unknown"],
    [
      "TLS is required, but host mx.example.net[192.0.2.7] refused to start TLS: 421 4.7.0 later",
      "starttls",
    ],
    ["SASL authentication failed; server mx.example.net[192.0.2.7] said: 421 4.7.0 later", "auth"],
  ])("%s is a refusal at %s", (reason, stage) => {
    expect(eventOf(deferred(reason))).toMatchObject({
      kind: "refused",
      stage,
      recipient: "ann@example.net",
      remote: { name: "mx.example.net", ip: "192.0.2.7" },
      reply: { code: 421, enhanced: "4.7.0" },
      dsn: "4.7.0",
      ownReply: stage === "rcpt",
    });
  });

  test("the host is the one that is quoted, not the relay", () => {
    const reason =
      "host mx2.example.net[192.0.2.8] said: 421 4.7.0 no (in reply to MAIL FROM command)";
    expect(eventOf(deferred(reason))).toMatchObject({ remote: { name: "mx2.example.net" } });
  });

  test("parentheses, other fields and a phase inside the reply stay inside the reply", () => {
    const said =
      "421 4.7.0 status=sent (250 ok), relay=evil.example[192.0.2.66]:25 (in reply to RCPT TO command) (see help) [paren)";
    const reason = `host mx.example.net[192.0.2.7] said: ${said} (in reply to MAIL FROM command)`;
    expect(eventOf(deferred(reason))).toMatchObject({
      kind: "refused",
      stage: "mail",
      reply: { text: said },
    });
  });

  test.each([
    "ann@example.net",
    '"ann, bob"@example.net',
    '"a>, b"@example.net',
    "Ann@Example.NET",
  ])("reads the recipient %s among all the fields there are", (recipient) => {
    const line = `4A1B2C3D: to=<${recipient}>, orig_to=<root>, relay=mx.example.net[192.0.2.7]:25, conn_use=3, delay=1, delays=0/0/0/1, tls=may, dsn=2.0.0, status=sent (250 ok)`;
    expect(eventOf(line)).toMatchObject({ kind: "delivered", recipient, delay: 1 });
  });

  test.each([
    ["an IPv6 host", "mx.v6.example[2001:db8::7]:25", { name: "mx.v6.example", ip: "2001:db8::7" }],
    ["a host without a name", "[192.0.2.7]:25", { name: "192.0.2.7", ip: "192.0.2.7" }],
    [
      "capitals and a final dot",
      "MX.Example.NET.[192.0.2.7]:25",
      { name: "mx.example.net", ip: "192.0.2.7" },
    ],
    [
      "a unix socket",
      "mx1.example.org[private/dovecot-lmtp]",
      { name: "private/dovecot-lmtp", ip: null },
    ],
    ["a relay without port", "127.0.0.1[127.0.0.1]", { name: "127.0.0.1", ip: "127.0.0.1" }],
  ])("reads %s", (_, relay, remote) => {
    expect(eventOf(SENT.replace("mx.example.net[192.0.2.7]:25", relay))).toMatchObject({ remote });
  });

  test("old records have neither delays nor dsn nor brackets", () => {
    const line =
      "774C14AEF2: to=rj@example.net, relay=127.0.0.1[127.0.0.1], delay=423, status=deferred (host 127.0.0.1[127.0.0.1] said: 451 Local Error (in reply to end of DATA command))";
    expect(eventOf(line)).toMatchObject({
      kind: "refused",
      recipient: "rj@example.net",
      stage: "eod",
      dsn: null,
      reply: { code: 451 },
    });
  });

  test("LMTP answers end of data once per recipient", () => {
    const reason =
      "host mx1[private/lmtp] said: 421 4.2.0 mailbox busy (in reply to end of DATA command)";
    expect(eventOf(deferred(reason), "postfix/lmtp[9]")).toMatchObject({
      kind: "refused",
      ownReply: true,
    });
    expect(eventOf(deferred(reason))).toMatchObject({ kind: "refused", ownReply: false });
  });

  test.each([
    ["lost connection with mx.example.net[192.0.2.7] while sending RCPT TO", "rcpt"],
    [
      "lost connection with mx.example.net[192.0.2.7] while sending end of data -- message may be sent more than once",
      "eod",
    ],
    [
      "conversation with mx.example.net[192.0.2.7] timed out while receiving the initial server greeting",
      "connect",
    ],
    ["Cannot start TLS: handshake failure", "starttls"],
    ["Server certificate not verified", "starttls"],
    ["Protocol error: host mx.example.net[192.0.2.7] said something else", "unknown"],
  ])("%s is a lost conversation", (reason, stage) => {
    expect(eventOf(deferred(reason, "4.4.2"))).toMatchObject({
      kind: "lost",
      stage,
      recipient: "ann@example.net",
      remote: { name: "mx.example.net" },
    });
  });

  test.each([
    ["connect to mx.example.net[192.0.2.7]:25: Connection refused"],
    [
      "Host or domain name not found. Name service error for name=example.net type=MX: Host not found, try again",
    ],
  ])("%s reached nobody", (reason) => {
    expect(eventOf(deferred(reason, "4.4.1", "none")).kind).toBe("elsewhere");
  });

  test.each([
    [
      "host mx.example.net[192.0.2.7] said: 550 5.1.1 unknown (in reply to RCPT TO command)",
      "bounced",
    ],
    ["message size 99 exceeds size limit 9 of server mx.example.net[192.0.2.7]", "bounced"],
  ])("status=bounced (%s)", (reason, kind) => {
    const line = deferred(reason, "5.1.1").replace("status=deferred", "status=bounced");
    expect(eventOf(line)).toMatchObject({ kind, remote: { name: "mx.example.net" } });
  });

  test("soft_bounce makes a 550 temporary, and it is kept as one", () => {
    const reason =
      "host mx.example.net[192.0.2.7] said: 550 5.1.1 unknown (in reply to MAIL FROM command)";
    const line = deferred(reason, "4.1.1").replace("status=deferred", "status=SOFTBOUNCE");
    expect(eventOf(line)).toMatchObject({
      kind: "refused",
      reply: { code: 550, enhanced: "5.1.1" },
      dsn: "4.1.1",
    });
  });

  test.each(["deliverable", "undeliverable"])("a probe that is %s is no mail", (word) => {
    expect(eventOf(SENT.replace("status=sent", `status=${word}`)).kind).toBe("elsewhere");
  });
});

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
    ["postfix/qmgr[812]", "4A1B2C3D: from=<bob@example.org>, size=410, nrcpt=1 (queue active)"],
    [
      "postfix/smtpd[812]",
      "NOQUEUE: reject: RCPT from x[192.0.2.1]: 421 4.7.0 said: status=deferred",
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
    ["a record that is cut before its status", deferred("x").slice(0, 90), null],
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
