import fc from "fast-check";
import { THROTTLING_CAUSES } from "../../src/meaning/playbook.ts";
import { type Database, emptyDatabase, Seeder } from "./fixture.ts";

/** 2026-11-13T00:00:00Z */
export const FIRST_DAY = 1_794_528_000;
const DAYS = 5;

/** One count. The places are those of the lists below; `counts` are recipients, replies, withheld, shadowed, delivered. */
export type Count = {
  readonly at: number;
  readonly writer: number;
  readonly remote: number;
  readonly reply: number;
  readonly counts: readonly [number, number, number, number, number];
};

/** Counts of so many days of several providers, some of them local, some without name or address. */
export const countsOver = (days: number, most: number): fc.Arbitrary<Count[]> =>
  fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: days * 86_400 - 1 }),
      writer: fc.nat(1),
      remote: fc.nat(4),
      reply: fc.nat(5),
      counts: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(30)),
    }),
    { minLength: 1, maxLength: most },
  );

type Window = { readonly from: number; readonly until: number };

/** A window that begins and ends anywhere, often at midnight. */
export function windowsOver(days: number): fc.Arbitrary<Window> {
  const end = fc.oneof(
    fc.integer({ min: 0, max: days * 86_400 }),
    fc.integer({ min: 0, max: days }).map((day) => day * 86_400),
  );
  return fc
    .tuple(end, end)
    .map(([a, b]) => ({ from: FIRST_DAY + Math.min(a, b), until: FIRST_DAY + Math.max(a, b) }));
}

export const someCounts: fc.Arbitrary<Count[]> = countsOver(DAYS, 60);
export const someWindow: fc.Arbitrary<Window> = windowsOver(DAYS);

const REMOTES = [
  { host: "mx1.example.net", ip: "192.0.2.1", provider: "google" },
  { host: "mx1.example.net", ip: "192.0.2.2", provider: "google" },
  { host: "mx.example.com", ip: "", provider: "example.com" },
  { host: "", ip: "", provider: "unknown" },
  { host: "127.0.0.1", ip: "127.0.0.1", provider: "local" },
] as const;

const [CAUSE = ""] = THROTTLING_CAUSES;

/** Two have the same words at another stage, one has no code, one throttles with a 451. */
const REPLIES = [
  { code: 421, enhanced: "4.7.0", stage: "mail", fingerprint: "busy", cause: CAUSE, rule: "" },
  { code: 421, enhanced: "4.7.0", stage: "rcpt", fingerprint: "busy", cause: CAUSE, rule: "b" },
  { code: 421, enhanced: "", stage: "eod", fingerprint: "full", cause: "other", rule: "c" },
  { code: 451, enhanced: "4.7.0", stage: "mail", fingerprint: "slow", cause: CAUSE, rule: "" },
  { code: 450, enhanced: "4.2.0", stage: "rcpt", fingerprint: "grey", cause: "other", rule: "" },
  { code: 0, enhanced: "", stage: "unknown", fingerprint: "", cause: "other", rule: "" },
] as const;

export function databaseOf(counts: readonly Count[]): Database {
  const db = emptyDatabase();
  addCounts(db, counts);
  return db;
}

/** Adds counts to those that are there. */
export function addCounts(db: Database, counts: readonly Count[]): void {
  const seeder = new Seeder(db);
  const writers = [
    seeder.writer("mx1.example.org"),
    seeder.writer("mx2.example.org", "relay/smtp"),
  ];
  const remotes = REMOTES.map((remote) => seeder.remote(remote));
  const replies = REPLIES.map((reply) =>
    seeder.reply({ provider: "google", sample: `${reply.stage} ${reply.fingerprint}`, ...reply }),
  );
  for (const { at, writer, remote, reply, counts: values } of counts) {
    const bucket = FIRST_DAY + at - (at % 60);
    const [recipients, replies_, withheld, shadowed, delivered] = values;
    const key = [bucket, writers[writer] ?? 0, remotes[remote] ?? 0] as const;
    const said = { recipients, replies: replies_, withheld, shadowed };
    seeder.deferral(...key, replies[reply] ?? 0, said);
    seeder.attempt(...key, { delivered, deferred: recipients, lost: shadowed });
  }
}
