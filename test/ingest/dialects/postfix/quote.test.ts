import { describe, expect, test } from "vitest";
import { createPeerReader } from "../../../../ingest/dialects/postfix/peer.ts";
import { createQuoteReader } from "../../../../ingest/dialects/postfix/quote.ts";

const BUSY =
  "host mx.example.net[192.0.2.7] said: 450-4.7.1 wait 421 4.7.0 busy (in reply to RCPT TO command)";

describe("what withheld recipients quote", () => {
  test("is read once for the same words", () => {
    const quotes = createQuoteReader(createPeerReader());
    const first = quotes(BUSY, "4.7.0");
    expect(first).toMatchObject({ stage: "rcpt", reply: { code: 421, enhanced: "4.7.0" } });
    expect(quotes(BUSY.slice(0, 20) + BUSY.slice(20), "4.7.0")).toBe(first);
  });

  test("is read again where the status differs, which tells the last line of a reply", () => {
    const quotes = createQuoteReader(createPeerReader());
    const again = createQuoteReader(createPeerReader());
    expect(quotes(BUSY, "4.7.0").reply?.code).toBe(421);
    expect(quotes(BUSY, "4.7.1")).toEqual(again(BUSY, "4.7.1"));
    expect(quotes(BUSY, null)).toEqual(again(BUSY, null));
  });

  test("does not grow without end", () => {
    const quotes = createQuoteReader(createPeerReader());
    const first = quotes(BUSY, null);
    for (let at = 0; at < 2000; at++) quotes(`${BUSY} ${at}`, null);
    expect(quotes(BUSY, null)).not.toBe(first);
    expect(quotes(BUSY, null)).toEqual(first);
  });

  test.each([
    ["lost connection with mx.example.net[192.0.2.7] while sending RCPT TO", "rcpt"],
    ["connect to mx.example.net[192.0.2.7]:25: Connection refused", "unknown"],
    ["mail transport unavailable", "unknown"],
  ])("%s quotes no reply", (text, stage) => {
    expect(createQuoteReader(createPeerReader())(text, null)).toMatchObject({ stage, reply: null });
  });
});
