import { describe, expect, test } from "vitest";
import { deferred } from "../../../support/records.ts";
import { eventOf } from "../../../support/walk.ts";

describe("status records that are rare", () => {
  test.each([
    [
      "SASL [CACHED] authentication failed; server mx.example.net[192.0.2.7] said: 535 5.7.8 No",
      "refused",
      "auth",
    ],
    [
      "SASL authentication failed; cannot authenticate to server mx.example.net[192.0.2.7]: no mechanism available",
      "lost",
      "auth",
    ],
    ["TLS is required, but was not offered by host mx.example.net[192.0.2.7]", "lost", "starttls"],
    ["local data error while talking to mx.example.net[192.0.2.7]", "lost", "unknown"],
    [
      "conversation with mx.example.net[192.0.2.7] timed out while performing the LHLO handshake",
      "lost",
      "connect",
    ],
    [
      "lost connection with mx.example.net[192.0.2.7] while sending XFORWARD protocol/helo_name",
      "lost",
      "unknown",
    ],
  ])("%s is %s at %s", (reason, kind, stage) => {
    expect(eventOf(deferred(reason))).toMatchObject({
      kind,
      stage,
      recipient: "ann@example.net",
      remote: { name: "mx.example.net", ip: "192.0.2.7" },
    });
  });

  test.each(["postfix/smtp[7]", "postfix-239.58.50.50/smtp[7]", "outbound/smtp", "relay-out[7]"])(
    "%s speaks for Postfix, whatever it is called",
    (tag) => {
      expect(
        eventOf(deferred("host mx_1.example.net[2001:DB8::7] refused to talk to me: 421 x"), tag),
      ).toMatchObject({
        kind: "refused",
        remote: { name: "mx_1.example.net", ip: "2001:db8::7" },
      });
    },
  );

  test("a unix socket speaks LMTP, though the envelope lost the program's name", () => {
    const reason = "host mx1[private/lmtp] said: 450 4.2.0 busy (in reply to end of DATA command)";
    expect(eventOf(deferred(reason), "postfix[9]")).toMatchObject({ ownReply: true });
  });

  test.each(["deferred transport", "mail transport unavailable", "unknown mail transport error"])(
    "%s made no contact, though the envelope lost the program's name",
    (reason) => {
      expect(eventOf(deferred(reason, "4.3.2", "none"), "postfix[9]")).toMatchObject({
        kind: "withheld",
        remote: null,
        reason,
      });
    },
  );

  test("a long reply to STARTTLS that is cut has no last line to believe", () => {
    const reason = `TLS is required, but host mx.example.net[192.0.2.7] refused to start TLS: 454-4.7.0 ${"x".repeat(1900)} 550 5.7.1 x`;
    expect(eventOf(deferred(reason).slice(0, 2000))).toMatchObject({ reply: { code: 454 } });
  });

  test.each(["undeliverable", "undeliverable-but-not-cached"])(
    "a probe that is %s defers no mail, whatever it quotes",
    (word) => {
      const line = deferred(
        "host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to RCPT TO command)",
      ).replace("status=deferred", `status=${word}`);
      expect(eventOf(line).kind).toBe("elsewhere");
    },
  );
});
