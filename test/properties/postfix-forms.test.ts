import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { count, NOTHING } from "../support/count.ts";
import { eventOf } from "../support/walk.ts";
import { localPart, words } from "./bait.ts";

const MX = { name: "mx.example.net", ip: "192.0.2.7" };
const PEER = "mx.example.net[192.0.2.7]";

const code = fc.constantFrom(421, 450, 451, 452, 554);
const enhanced = fc.constantFrom("", "4.7.0 ", "4.2.1 ", "5.7.1 ", "#4.4.5 ");
const reply = fc.tuple(code, enhanced, words).map(([digits, status, text]) => ({
  code: digits,
  text: `${digits} ${status}${text}`,
}));

/** Several lines, as Postfix joins them; the digits of the last one decide. */
const joined = fc.tuple(code, enhanced, words, words).map(([digits, status, first, last]) => ({
  code: digits,
  text: `${digits}-${status}${first} ${digits} ${status}${last}`,
}));

const phase = fc.constantFrom(
  ["MAIL FROM command", "mail"],
  ["RCPT TO command", "rcpt"],
  ["DATA command", "data"],
  ["end of DATA command", "eod"],
);

/** The fields before the status, with those that not every release writes. */
const fields = fc
  .record({
    to: localPart,
    original: fc.option(localPart, { nil: null }),
    relay: fc.constantFrom(`${PEER}:25`, "mx2.example.net[2001:db8::9]:25", "none", PEER),
    use: fc.constantFrom("", "conn_use=421, "),
    delays: fc.constantFrom("", "delays=421/0.45/0/421, "),
    tls: fc.constantFrom("", "tls=may, ", "tls=dane:halfdane, "),
    dsn: fc.constantFrom("", "dsn=4.0.0, ", "dsn=4.7.0, "),
  })
  .map(({ to, original, relay, use, delays, tls, dsn }) => ({
    recipient: `${original === null ? "" : `${original}@example.org `}${to}@example.net`,
    text: `to=<${to}@example.net>, ${original === null ? "" : `orig_to=<${original}@example.org>, `}relay=${relay}, ${use}delay=421, ${delays}${tls}${dsn}`,
  }));

const ID = fc.constantFrom("4A1B2C3D", "4jWKQ13dPjzQl", "4210421042", "450450");

const RUNS = { numRuns: 2_000 };

describe("whatever the remote host and the recipient are called and say", () => {
  test("a status line tells of that recipient, host, phase and code", () => {
    fc.assert(
      fc.property(
        ID,
        fields,
        fc.oneof(reply, joined),
        phase,
        (id, before, said, [command, stage]) => {
          const line = `${id}: ${before.text}status=deferred (host ${PEER} said: ${said.text} (in reply to ${command}))`;
          expect(eventOf(line)).toMatchObject({
            kind: "refused",
            queueId: id,
            recipient: before.recipient,
            remote: MX,
            stage,
            reply: { code: said.code, text: said.text, malformed: false },
          });
        },
      ),
      RUNS,
    );
  });

  test("a refused greeting is one, from a status line, an informational one and a quote", () => {
    fc.assert(
      fc.property(ID, fields, reply, (id, before, said) => {
        const reason = `host ${PEER} refused to talk to me: ${said.text}`;
        const told = { remote: MX, stage: "connect", reply: { code: said.code } };
        expect(eventOf(`${id}: ${before.text}status=deferred (${reason})`)).toMatchObject({
          ...told,
          kind: "refused",
          recipient: before.recipient,
        });
        expect(eventOf(`${id}: ${reason}`)).toMatchObject({
          ...told,
          kind: "refused",
          recipient: null,
        });
        expect(
          eventOf(
            `${id}: ${before.text}status=deferred (delivery temporarily suspended: ${reason})`,
          ),
        ).toMatchObject({ ...told, kind: "withheld", recipient: before.recipient });
      }),
      RUNS,
    );
  });

  test("what was sent was sent, and what bounced bounced", () => {
    fc.assert(
      fc.property(ID, fields, reply, (id, before, said) => {
        const text = before.text.replace("relay=none", `relay=${PEER}:25`);
        expect(eventOf(`${id}: ${text}status=sent (250 ${said.text})`)).toMatchObject({
          kind: "delivered",
          recipient: before.recipient,
          delay: 421,
        });
        const bounced = `host ${PEER} said: 550 ${said.text} (in reply to RCPT TO command)`;
        expect(eventOf(`${id}: ${before.text}status=bounced (${bounced})`)).toMatchObject({
          kind: "bounced",
          remote: MX,
          recipient: before.recipient,
        });
      }),
      RUNS,
    );
  });

  test("a line that is cut still tells of that recipient, host and code", () => {
    fc.assert(
      fc.property(ID, fields, reply, fc.nat(), (id, before, said, place) => {
        const start = `${id}: ${before.text}status=deferred (host ${PEER} said: ${said.text.slice(0, 4)}`;
        const line = `${start}${said.text.slice(4)}`;
        const cut = line.slice(0, start.length + (place % (line.length - start.length + 1)));
        expect(eventOf(cut)).toMatchObject({
          kind: "refused",
          recipient: before.recipient,
          remote: MX,
          reply: { code: said.code },
        });
      }),
      RUNS,
    );
  });

  test("one reply to several recipients counts once, or once for each RCPT", () => {
    fc.assert(
      fc.property(reply, phase, fc.integer({ min: 1, max: 4 }), (said, [command], recipients) => {
        const reason = `host ${PEER} said: ${said.text} (in reply to ${command})`;
        const lines = Array.from(
          { length: recipients },
          (_, at) =>
            `10:15:07 postfix/smtp[7]: 4A1B2C3D: to=<r${at}@example.net>, relay=${PEER}:25, delay=1, delays=0/0/0/1, dsn=4.0.0, status=deferred (${reason})`,
        );
        expect(count(lines)).toEqual({
          ...NOTHING,
          replies: command === "RCPT TO command" ? recipients : 1,
          recipients,
          deferred: recipients,
        });
      }),
      { numRuns: 500 },
    );
  });
});
