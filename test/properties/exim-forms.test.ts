import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import { eventOf } from "../ingest/dialects/exim/read.ts";
import { NOTHING } from "../support/count.ts";
import { at, count, defer, host, MX1 } from "../tally/exim-lines.ts";
import { localPart, words } from "./bait.ts";

const MX = { name: "mx.example.net", ip: "192.0.2.7" };

const code = fc.constantFrom(421, 450, 451, 452);
const enhanced = fc.constantFrom("", "4.7.0 ", "4.2.1 ", "5.7.1 ", "#4.4.5 ");
const single = fc
  .tuple(code, enhanced, words)
  .map(([digits, status, text]) => ({ code: digits, text: `${digits} ${status}${text}` }));
const several = fc.tuple(code, enhanced, words, words).map(([digits, status, first, last]) => ({
  code: digits,
  text: `${digits}-${status}${first}\\n${digits} ${status}${last}`,
}));

const ID = fc.constantFrom("1xUQpD-0001pH-0k", "10HmaX-000000005vi-0000", "421421-421421-42");

/** What Exim had sent, and the number it gives a refusal of it. */
const command = fc.oneof(
  fc.constantFrom(
    ["initial connection", "connect", "0"],
    ["EHLO lab.example.org", "connect", "0"],
    ["STARTTLS", "starttls", "0"],
    ["AUTH PLAIN ****", "auth", "0"],
    ["pipelined DATA", "data", "-46"],
    ["end of data", "eod", "-46"],
    ["BDAT 421 LAST", "eod", "-46"],
  ),
  localPart.map((to) => [`RCPT TO:<${to}@example.net> NOTIFY=NEVER`, "rcpt", "-44"]),
  localPart.map((to) => [`pipelined MAIL FROM:<${to}@example.org> SIZE=421`, "mail", "-45"]),
);

/** What stands before the number and behind it, with the fields of every selector and release. */
const fields = fc
  .record({
    to: localPart,
    parent: fc.option(localPart, { nil: null }),
    original: fc.option(localPart, { nil: null }),
    queue: fc.constantFrom("", " Q=bulk"),
    host: fc.constantFrom("mx.example.net [192.0.2.7]", "mx.example.net DS [192.0.2.7]"),
    port: fc.constantFrom("", ":421", ":2525"),
    reused: fc.constantFrom("", "*"),
    proxy: fc.constantFrom("", " PRX=[198.51.100.9]:1080"),
    from: fc.constantFrom("", " I=[198.51.100.1]", " I=[2001:db8::1]:42100"),
    open: fc.constantFrom("", " TFO", " TFO*"),
    time: fc.constantFrom("", " DT=0.421s", " DT=1m3s"),
  })
  .map((of) => ({
    recipient: `${of.to}@example.net`,
    before: `${of.to}@example.net${of.parent === null ? "" : ` (${of.parent}@example.org)`}${of.original === null ? "" : ` <${of.original}@example.org>`}${of.queue} R=remote T=remote_smtp`,
    after: ` H=${of.host}${of.port}${of.reused}${of.proxy}${of.from}${of.open}${of.time}`,
    host: `H=${of.host.replace(" DS", "")}${of.port}`,
  }));

const RUNS = { numRuns: 2_000 };
const ERROR = "SMTP error from remote mail server after";

function refused(event: DeliveryEvent, stage: string | undefined, digits: number): void {
  expect(event).toMatchObject({ kind: "refused", remote: MX, stage, reply: { code: digits } });
}

describe("whatever the remote host and the recipient are called and say", () => {
  test("a deferred address is that address, deferred by that host at that phase with that code", () => {
    fc.assert(
      fc.property(ID, fields, command, fc.oneof(single, several), (id, of, sent, said) => {
        const [words, stage, errno] = sent;
        const line = `== ${of.before} defer (${errno})${of.after}: ${ERROR} ${words}: ${said.text}`;
        const event = eventOf(line, id);
        refused(event, stage, said.code);
        expect(event).toMatchObject({ queueId: id, recipient: of.recipient });
        const old = `== ${of.before} defer (${errno}): ${ERROR} ${words}: host mx.example.net [192.0.2.7]: ${said.text}`;
        refused(eventOf(old, id), stage, said.code);
      }),
      RUNS,
    );
  });

  test("a host line tells the same of the host, with and without its colon", () => {
    fc.assert(
      fc.property(ID, fields, command, fc.oneof(single, several), (id, of, sent, said) => {
        const [words, stage] = sent;
        for (const colon of [":", ""]) {
          refused(
            eventOf(`${of.host}${colon} ${ERROR} ${words}: ${said.text}`, id),
            stage,
            said.code,
          );
        }
      }),
      RUNS,
    );
  });

  test("what was delivered was delivered, and what failed failed", () => {
    fc.assert(
      fc.property(ID, fields, command, single, (id, of, sent, said) => {
        const quoted = said.text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
        const line = `=> ${of.before} S=421${of.after.replace(/ DT=.*/u, "")} X=TLS1.3:AES:256 CV=yes C="250 ${quoted}" QT=421s`;
        expect(eventOf(line, id)).toMatchObject({
          kind: "delivered",
          remote: MX,
          recipient: of.recipient,
          delay: 421,
        });
        for (const colon of [": ", " : "]) {
          const failed = `** ${of.before}${of.after}${colon}${ERROR} ${sent[0]}: 550 ${said.text}`;
          expect(eventOf(failed, id)).toMatchObject({
            kind: "bounced",
            remote: MX,
            recipient: of.recipient,
          });
        }
      }),
      RUNS,
    );
  });

  test("one reply on a host line and a line for each recipient counts once", () => {
    fc.assert(
      fc.property(command, fc.oneof(single, several), fc.nat(4), (sent, said, recipients) => {
        const message = `${ERROR} ${sent[0]}: ${said.text}`;
        const lines = [
          host(0, message, MX1),
          ...Array.from({ length: recipients }, (_, to) =>
            defer(1, `r${to}`, message.slice(0, 1024), MX1, sent[2]),
          ),
        ];
        const counts = { ...NOTHING, replies: 1, recipients, deferred: recipients };
        expect(count(lines)).toEqual(counts);
        const withheld = at(
          60,
          "== r0@example.net R=r T=t defer (-54): retry time not reached for any host",
        );
        expect(count([...lines, withheld])).toEqual({ ...counts, withheld: 1 });
      }),
      { numRuns: 150 },
    );
  });
});
