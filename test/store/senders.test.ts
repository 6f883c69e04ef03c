import { describe, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { content, rows } from "../support/content.ts";
import { temporaryFile } from "../support/files.ts";
import { walk } from "../support/walk.ts";

const at = (second: string, tag: string, message: string): string =>
  `Nov 20 10:15:${second} mx1 ${tag}: ${message}`;
const qmgr = (second: string, message: string): string => at(second, "postfix/qmgr[12]", message);
const smtp = (second: string, message: string): string => at(second, "postfix/smtp[13]", message);

const RELAY = "relay=mta5.am0.yahoodns.net[192.0.2.5]:25, delay=2, delays=0/0/0/2";
const SENT = "dsn=2.0.0, status=sent (250 ok)";
const BUSY =
  "dsn=4.7.0, status=deferred (host mta5.am0.yahoodns.net[192.0.2.5] said: 421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred due to user complaints (in reply to MAIL FROM command))";
const FULL =
  "dsn=4.2.2, status=deferred (host mta5.am0.yahoodns.net[192.0.2.5] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))";

/** A shop whose newsletter is refused, a person whose mail is not, a bounce, and a message that came in before the log began. */
const LOG: readonly string[] = [
  smtp("00", `40000D: to=<z@yahoo.com>, ${RELAY}, ${SENT}`),
  qmgr("01", "4AAAAD: from=<news@shop.example.org>, size=4120, nrcpt=2 (queue active)"),
  qmgr("01", "4AAABD: from=<jo@example.org>, size=512, nrcpt=1 (queue active)"),
  smtp("02", `4AAAAD: to=<a@yahoo.com>, ${RELAY}, ${BUSY}`),
  smtp("02", `4AAAAD: to=<b@yahoo.com>, ${RELAY}, ${FULL}`),
  smtp("03", `4AAABD: to=<c@yahoo.com>, ${RELAY}, ${SENT}`),
  qmgr("03", "4AAABD: removed"),
  qmgr("04", "4AAACD: from=<>, size=2200, nrcpt=1 (queue active)"),
  smtp("05", `4AAACD: to=<d@yahoo.com>, ${RELAY}, ${SENT}`),
  qmgr("05", "4AAACD: removed"),
  qmgr("30", "4AAAAD: from=<news@shop.example.org>, size=4120, nrcpt=2 (queue active)"),
  smtp("31", `4AAAAD: to=<a@yahoo.com>, ${RELAY}, ${BUSY}`),
  smtp("32", `4AAAAD: to=<b@yahoo.com>, ${RELAY}, ${SENT}`),
];

const SENDERS = `
  SELECT sender_domain, provider, attempts, deferred, throttled, throttling FROM sender ORDER BY sender_domain
`;
const EXPECTED = [
  { sender_domain: null, provider: "yahoo", attempts: 1, deferred: 0, throttled: 0, throttling: 0 },
  { sender_domain: "<>", provider: "yahoo", attempts: 1, deferred: 0, throttled: 0, throttling: 0 },
  {
    ...{ sender_domain: "example.org", provider: "yahoo" },
    ...{ attempts: 1, deferred: 0, throttled: 0, throttling: 0 },
  },
  {
    ...{ sender_domain: "shop.example.org", provider: "yahoo" },
    ...{ attempts: 4, deferred: 3, throttled: 2, throttling: 2 },
  },
];

async function read(db: Database, lines: readonly string[], senders = true): Promise<Database> {
  const name = temporaryFile("mail.log", `${lines.join("\n")}\n`);
  await walk([name], db, { senders });
  return db;
}

describe("which of our senders meets it", () => {
  test("is counted by sender domain and provider, with a denominator", async () => {
    const db = await read(openDatabase(":memory:"), LOG);
    expect(rows(db, SENDERS)).toEqual(EXPECTED);
    expect(
      rows(db, "SELECT sender_domain, recipients, attempts, rate FROM throttle_by_sender LIMIT 1"),
    ).toEqual([{ sender_domain: "shop.example.org", recipients: 2, attempts: 4, rate: null }]);
  });

  test.each(Array.from({ length: LOG.length - 1 }, (_, place) => place + 1))(
    "is the same when the log is read up to line %i and then to its end",
    async (place) => {
      const db = openDatabase(":memory:");
      await read(db, LOG.slice(0, place));
      await read(db, LOG);
      expect(rows(db, SENDERS)).toEqual(EXPECTED);
    },
  );

  test("adds nothing when the log is read again", async () => {
    const db = await read(await read(openDatabase(":memory:"), LOG), LOG);
    expect(rows(db, SENDERS)).toEqual(EXPECTED);
  });

  test("is remembered for messages in the queue alone, by a hash", async () => {
    const db = await read(openDatabase(":memory:"), LOG);
    expect(rows(db, "SELECT domain FROM _sending")).toEqual([{ domain: "shop.example.org" }]);
    const kept = JSON.stringify([rows(db, "SELECT * FROM _sending"), rows(db, SENDERS)]);
    for (const personal of ["news", "jo@", "4AAA"]) expect(kept).not.toContain(personal);
  });

  test("is forgotten after six days without a word", async () => {
    const db = await read(openDatabase(":memory:"), LOG);
    const later = (line: string): string => line.replace("Nov 20", "Nov 27");
    await read(db, [later(LOG[0] ?? "")]);
    await read(db, [later(LOG[0] ?? ""), later(LOG[11] ?? "")]);
    expect(rows(db, "SELECT count(*) AS kept FROM _sending")).toEqual([{ kept: 0 }]);
    expect(
      rows(db, "SELECT sum(throttled) AS unknown FROM sender WHERE sender_domain IS NULL"),
    ).toEqual([{ unknown: 1 }]);
  });

  test("is not counted where nobody asked, and changes no other count where somebody did", async () => {
    const without = await read(openDatabase(":memory:"), LOG, false);
    const asked = await read(openDatabase(":memory:"), LOG);
    expect(rows(without, "SELECT * FROM _sender")).toEqual([]);
    expect(rows(without, "SELECT * FROM _sending")).toEqual([]);
    const others = (db: Database) =>
      (content(db) as readonly (readonly [string, unknown])[]).filter(
        ([view]) => !["coverage", "sender", "throttle_by_sender"].includes(view),
      );
    expect(others(asked)).toEqual(others(without));
  });
});

const BY_SENDER = `
  SELECT provider, sum(recipients) AS recipients, sum(attempts) AS attempts
  FROM throttle_by_sender
  WHERE provider IN (SELECT provider FROM throttle_by_provider)
  GROUP BY provider
  ORDER BY provider
`;
const BY_PROVIDER = `
  SELECT provider, recipients, attempts FROM throttle_by_provider ORDER BY provider
`;

describe("all senders together, the unknown included, are what the provider was tried and refused", () => {
  test.each(["examples/postfix-file/mail.log", "examples/exim-mainlog/default.log"])(
    "%s",
    async (name) => {
      const db = openDatabase(":memory:");
      await walk([name], db, { senders: true });
      const all = rows(db, BY_SENDER);
      expect(all.length).toBeGreaterThan(0);
      expect(all).toEqual(rows(db, BY_PROVIDER));
      expect(
        rows(db, "SELECT count(*) > 0 AS named FROM sender WHERE sender_domain LIKE '%.%'"),
      ).toEqual([{ named: 1 }]);
    },
  );
});

test("messages whose sender had to make room are counted, once each, and so are their tries", async () => {
  const queued = (id: string): string =>
    qmgr("01", `${id}: from=<a@shop.example.org>, size=1, nrcpt=1 (queue active)`);
  const ids = ["4AAAAD", "4AAABD", "4AAACD", "4AAADD", "4AAAED"];
  const lines = [
    ...ids.map(queued),
    ...ids.map((id) => smtp("02", `${id}: to=<a@yahoo.com>, ${RELAY}, ${SENT}`)),
  ];
  const db = openDatabase(":memory:");
  const options = { senders: true, sendersHeld: 2 };
  const path = temporaryFile("mail.log", `${lines.join("\n")}\n`);
  const totals = await walk([path], db, options);
  await walk([path], db, options);
  expect(totals.flaws).toBe(3);
  expect(rows(db, "SELECT code, lines FROM issue")).toEqual([
    { code: "sender-forgotten", lines: 3 },
  ]);
  expect(rows(db, "SELECT sender_domain, attempts FROM sender ORDER BY attempts")).toEqual([
    { sender_domain: "shop.example.org", attempts: 2 },
    { sender_domain: null, attempts: 3 },
  ]);
});
