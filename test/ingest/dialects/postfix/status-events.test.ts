import { describe, expect, test } from "vitest";
import { deferred, SENT } from "../../../support/records.ts";
import { eventOf } from "../../../support/walk.ts";

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
    expect(eventOf(line)).toMatchObject({
      kind: "delivered",
      recipient: `root ${recipient}`,
      delay: 1,
    });
    expect(eventOf(line.replace("orig_to=<root>, ", ""))).toMatchObject({ recipient });
  });

  test("a quoted recipient cannot forge the fields that follow it", () => {
    const forged = deferred(
      "host mx.victim.example[203.0.113.9] said: 421 4.7.0 fake (in reply to MAIL FROM command)",
    );
    const line = SENT.replace(
      "ann@example.net",
      `"x>, ${forged.slice(forged.indexOf("relay="))} "@example.net`,
    );
    expect(eventOf(line)).toMatchObject({ kind: "delivered", remote: { name: "mx.example.net" } });
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
    const overTcp = deferred(reason.replace("private/lmtp", "192.0.2.7"));
    expect(eventOf(overTcp)).toMatchObject({ kind: "refused", ownReply: false });
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
