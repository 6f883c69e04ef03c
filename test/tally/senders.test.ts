import { describe, expect, test } from "vitest";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { Writer } from "../../src/domain/log-record.ts";
import { Senders } from "../../src/tally/senders.ts";

const AT = Date.UTC(2026, 10, 20, 10, 15);
const REMOTE = { name: "mx.example.net", ip: "192.0.2.7" };

const writerOn = (logHost: string): Writer => ({
  mta: "postfix",
  logHost,
  service: "postfix/smtp",
  instance: "postfix",
  daemon: "smtp",
});
const MX1 = writerOn("mx1");
const MX2 = writerOn("mx2");

const base = (queueId: string, writer: Writer) => ({ at: AT, writer, pid: 1, queueId });

const from = (queueId: string, sender: string | null, writer = MX1): DeliveryEvent => ({
  kind: "sender",
  ...base(queueId, writer),
  sender,
});

const delivered = (queueId: string, writer = MX1): DeliveryEvent => ({
  kind: "delivered",
  ...base(queueId, writer),
  remote: REMOTE,
  recipient: "a@example.net",
  delay: 1,
});

function open(limit?: number): Senders {
  const messageOf = (writer: Writer, queueId: string) =>
    Number(`${writer.logHost.slice(2)}${queueId.length}${queueId.charCodeAt(queueId.length - 1)}`);
  return new Senders(messageOf, [], limit);
}

function domainsOf(senders: Senders): readonly (readonly [string, number])[] {
  return senders.drain().cells.map(({ domain, attempts }) => [domain, attempts]);
}

describe("a try is counted under", () => {
  test("the domain of its sender, in lower case", () => {
    const senders = open();
    senders.note(from("4AAAA", "News@Shop.Example.ORG"));
    for (let times = 0; times < 3; times++) senders.tried(delivered("4AAAA"), REMOTE);
    expect(domainsOf(senders)).toEqual([["shop.example.org", 3]]);
  });

  test("the null sender by its sign, and nobody where no line or no domain named one", () => {
    const senders = open();
    senders.note(from("4AAAA", ""));
    senders.note(from("4AAAB", "root"));
    for (const id of ["4AAAA", "4AAAB", "4AAAC"]) senders.tried(delivered(id), REMOTE);
    expect(domainsOf(senders)).toEqual([
      ["<>", 1],
      ["", 2],
    ]);
  });

  test("nobody once the message has left the queue: its id may be used again", () => {
    const senders = open();
    senders.note(from("4AAAA", "a@example.org"));
    senders.note(from("4AAAA", null));
    senders.tried(delivered("4AAAA"), REMOTE);
    expect(domainsOf(senders)).toEqual([["", 1]]);
  });

  test("the sender of its own host: queue ids of two hosts may be the same", () => {
    const senders = open();
    senders.note(from("4AAAA", "a@one.example"));
    senders.note(from("4AAAA", "a@two.example", MX2));
    senders.tried(delivered("4AAAA"), REMOTE);
    senders.tried(delivered("4AAAA", MX2), REMOTE);
    expect(domainsOf(senders)).toEqual([
      ["one.example", 1],
      ["two.example", 1],
    ]);
  });
});

describe("what is remembered", () => {
  test("has a bound: the message that was taken up longest ago is forgotten, its tries still count", () => {
    const senders = open(2);
    senders.note(from("4AAAA", "a@one.example"));
    senders.note(from("4AAAB", "a@two.example"));
    senders.note(from("4AAAA", "a@one.example"));
    senders.note(from("4AAAC", "a@three.example"));
    for (const id of ["4AAAA", "4AAAB", "4AAAC"]) senders.tried(delivered(id), REMOTE);
    expect(domainsOf(senders)).toEqual([
      ["one.example", 1],
      ["", 1],
      ["three.example", 1],
    ]);
  });

  test("is handed over once, and taken back only where it was handed over", () => {
    const senders = open();
    senders.note(from("4AAAA", "a@one.example"));
    senders.note(from("4AAAB", "a@two.example"));
    senders.note(from("4AAAB", null));
    const first = senders.drain();
    expect(first.noted.map(({ domain }) => domain)).toEqual(["one.example"]);
    expect(first.forgotten).toEqual([]);
    senders.note(from("4AAAA", "a@one.example"));
    senders.note(from("4AAAA", null));
    const second = senders.drain();
    expect(second.noted).toEqual([]);
    expect(second.forgotten).toEqual(first.noted.map(({ message }) => message));
  });
});
