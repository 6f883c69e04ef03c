import { describe, expect, test } from "vitest";
import { createInterpreter } from "../../../ingest/dialects/interpret.ts";
import { namingSenders, SILENCE_BUT_SENDERS } from "../../../ingest/dialects/senders.ts";
import { createSieve } from "../../../ingest/sources/sieve.ts";
import { createReader, readLine } from "../../support/walk.ts";

const read = (text: string) => createReader(namingSenders(createInterpreter()))(text);

const qmgr = (message: string): string => `Nov 20 10:15:07 mx1 postfix/qmgr[1201]: ${message}`;
const exim = (message: string): string => `2026-11-20 10:15:07 ${message}`;

describe("the line that names a sender", () => {
  test.each<readonly [string, string, string | null]>([
    [
      "Postfix takes a message up",
      qmgr("4ABC1D: from=<news@shop.example.org>, size=4120, nrcpt=1 (queue active)"),
      "news@shop.example.org",
    ],
    [
      "a long queue id",
      qmgr("4fBrZ71kSMz9rxN: from=<a@example.org>, size=512, nrcpt=20 (queue active)"),
      "a@example.org",
    ],
    ["the null sender", qmgr("4ABC1D: from=<>, size=2211, nrcpt=1 (queue active)"), ""],
    [
      "a local part that looks like what stands behind it",
      qmgr('4ABC1D: from=<"x>, size=1 y"@example.org>, size=2211, nrcpt=1 (queue active)'),
      '"x>, size=1 y"@example.org',
    ],
    ["Postfix is done with one", qmgr("4ABC1D: removed"), null],
    [
      "Exim takes one in",
      exim(
        "1xUQpD-0001pH-0k <= news@shop.example.org H=app.example.org [192.0.2.9] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=4120 id=1@example.org",
      ),
      "news@shop.example.org",
    ],
    [
      "a bounce of Exim's own",
      exim("1xUQpE-0001pJ-0k <= <> R=1xUQpD-0001pH-0k U=Debian-exim P=local S=1612"),
      "",
    ],
    [
      "a long message id, and a quoted local part",
      exim('10HmaX-000000005vi-0000 <= "a b"@example.org U=root P=local S=512'),
      '"a b"@example.org',
    ],
  ])("%s", (_, line, sender) => {
    expect(read(line)).toMatchObject({ kind: "value", value: { kind: "sender", sender } });
    expect(readLine(line)).toEqual({ kind: "skip" });
    const bytes = Buffer.from(line);
    expect(createSieve(SILENCE_BUT_SENDERS)(bytes, 0, bytes.length)).toBe(false);
  });

  test.each([
    [
      "a message that expires",
      qmgr("4ABC1D: from=<a@example.org>, status=expired, returned to sender"),
    ],
    ["a warning", qmgr("warning: connect to transport private/smtp: No such file or directory")],
    ["cleanup", "Nov 20 10:15:07 mx1 postfix/cleanup[7]: 4ABC1D: message-id=<1@example.org>"],
    [
      "a delivery",
      "Nov 20 10:15:07 mx1 postfix/smtp[7]: 4ABC1D: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)",
    ],
    ["Exim is done with one", exim("1xUQpD-0001pH-0k Completed")],
    [
      "Exim hands one over",
      exim('1xUQpD-0001pH-0k => a@example.net R=r T=t H=mx.example.net [192.0.2.7] C="250 <= x"'),
    ],
  ])("is not %s", (_, line) => {
    expect(read(line)).toEqual(readLine(line));
  });
});
