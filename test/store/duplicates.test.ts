import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDuplicates } from "../../src/store/memory.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { Duplicates } from "../../src/tally/duplicates.ts";
import { InFlight } from "../../src/tally/in-flight.ts";
import { NOTHING_NEW } from "../support/commit.ts";
import { numbers } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { deliveries } from "../support/following.ts";
import { sent } from "../support/sent.ts";
import { createReader, eventIn, walk } from "../support/walk.ts";

const COUNTED = "SELECT sum(delivered) FROM attempt";
const REPEATED = "SELECT coalesce(sum(lines), 0) FROM issue WHERE code = 'duplicate-line'";

/** The same lines, one of each host after the other. */
function interleaved(hosts: readonly string[], from: number, to: number): string {
  const logs = hosts.map((host) => deliveries(from, to, host).split("\n"));
  return Array.from({ length: to - from }, (_, at) => logs.map((lines) => `${lines[at]}\n`))
    .flat()
    .join("");
}

describe("a relay that sends again what was written before a restart", () => {
  const hosts = ["mx1", "mx2", "mx3", "mx4"];

  test.each([
    ["in one file, read at once", true],
    ["in files that are read by one run each", false],
  ])("is known for each of several log hosts that write at a time: %s", async (_, isOne) => {
    const first = interleaved(hosts, 0, 64);
    const later = interleaved(["mx5"], 0, 300);
    const again = interleaved(hosts, 0, 64) + interleaved(hosts, 64, 70);
    const db = openDatabase(":memory:");
    const texts = isOne ? [first + later + again] : [first, later, `relay log\n${again}`];
    for (const text of texts) await walk([temporaryFile("mail.log", text)], db);
    expect(numbers(db, COUNTED)).toEqual([4 * 70 + 300]);
    expect(numbers(db, REPEATED)).toEqual([4 * 64]);
  });

  test("is known whatever another process counts meanwhile, and however often it commits", async () => {
    const path = join(temporaryFolder(), "result.db");
    const db = openDatabase(path);
    await walk([temporaryFile("mail.log", deliveries(0, 10))], db);
    const beside = openDatabase(path);
    const keep = createKeep(beside, new InFlight());
    const others = new Duplicates(0);
    await walk([temporaryFile("more.log", `more\n${deliveries(10, 20)}`)], db);
    for (const [host, second] of [
      ["mx1", 1],
      ["mx9", 2],
      ["mx9", 3],
    ] as const) {
      expect(others.isRepeat(sent(host, second))).toBe(false);
      keep({ ...NOTHING_NEW, duplicates: others.state() });
    }
    await walk([temporaryFile("again.log", `again\n${deliveries(0, 20)}`)], db);
    expect(numbers(db, COUNTED)).toEqual([20]);
    expect(numbers(db, REPEATED)).toEqual([20]);
    expect(
      readDuplicates(db)
        .map(([host]) => host)
        .sort(),
    ).toEqual(["mx1", "mx9"]);
  });
});

/** What one process tells in one second of a message to two aliases that lead to the same address. */
function toBothAliases(second: number, status: string): string {
  return ["sales@example.org", "info@example.org"]
    .map(
      (alias) =>
        `Nov 20 10:15:0${second} mx1 postfix/smtp[9]: 4ABC1D: to=<ann@example.net>, orig_to=<${alias}>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, ${status}\n`,
    )
    .join("");
}

test("two aliases that lead to one address are two recipients at every try, and one reply", async () => {
  const refused =
    "dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Try later (in reply to end of DATA command))";
  const log =
    toBothAliases(1, refused) +
    toBothAliases(5, refused) +
    toBothAliases(9, "dsn=2.0.0, status=sent (250 ok)");
  const db = openDatabase(":memory:");
  await walk([temporaryFile("mail.log", log)], db);
  expect(numbers(db, REPEATED)).toEqual([0]);
  expect(numbers(db, "SELECT sum(deferred), sum(delivered) FROM attempt")).toEqual([4, 2]);
  expect(numbers(db, "SELECT sum(recipients), sum(replies) FROM deferral")).toEqual([4, 2]);
  expect(numbers(db, "SELECT recipients, tries FROM journey WHERE outcome = 'delivered'")).toEqual([
    2, 3,
  ]);
  expect(db.prepare("SELECT domain FROM destination WHERE recipients = 4").pluck().all()).toEqual([
    "example.net",
  ]);
});

describe("what is remembered of the last events", () => {
  const HOSTS = 128;
  const host = (number: number): string => `mx${number}`;

  test("is bounded: the log host that was silent longest is forgotten first", () => {
    const duplicates = new Duplicates(1);
    for (let number = 0; number < HOSTS; number++) duplicates.isRepeat(sent(host(number), 1));
    expect(duplicates.isRepeat(sent(host(0), 1))).toBe(true);
    duplicates.isRepeat(sent("one-more", 1));
    expect(duplicates.isRepeat(sent(host(0), 1))).toBe(true);
    expect(duplicates.state()).toHaveLength(HOSTS);
    expect(duplicates.isRepeat(sent(host(1), 1))).toBe(false);
  });

  const read = createReader();
  const told = (status: string, service = "postfix/smtp") =>
    eventIn(
      read,
      `Nov 20 10:15:07 mx1 ${service}[11]: 4ABC1: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=${status} (host mx.example.net[192.0.2.7] said: 421 4.7.0 no (in reply to RCPT TO command))`,
    );

  test.each([
    ["another service of the host", told("deferred", "postfix-bulk/smtp")],
    ["another fate of the recipient", told("bounced")],
  ])("tells apart what %s is, in one run and in the next", (_, other) => {
    const event = told("deferred");
    const [first, run] = [new Duplicates(1), new Duplicates(1)];
    for (const one of [first, run]) expect(one.isRepeat(event)).toBe(false);
    for (const one of [run, new Duplicates(1, first.state())]) {
      expect([other, other, event].map((each) => one.isRepeat(each))).toEqual([false, true, true]);
    }
  });

  test("of one log host is its last 64, and a run that goes on knows the same", () => {
    const duplicates = new Duplicates(1);
    for (let second = 0; second < 100; second++) duplicates.isRepeat(sent("mx1", second));
    const state = duplicates.state();
    expect(state.map(([name, last]) => [name, last.length])).toEqual([["mx1", 64]]);
    const known = (seconds: number): boolean =>
      new Duplicates(1, state).isRepeat(sent("mx1", seconds));
    expect([35, 36, 99, 100].map(known)).toEqual([false, true, true, false]);
    expect(new Duplicates(2, state).isRepeat(sent("mx1", 99))).toBe(false);
  });
});
