import fc from "fast-check";
import { THROTTLING_CAUSES } from "../../src/meaning/playbook.ts";
import { type Database, emptyDatabase, Seeder } from "./fixture.ts";

/** 2026-11-13T00:00:00Z */
const FIRST_DAY = 1_794_528_000;
const DAYS = 5;

const SPAN = DAYS * 86_400;

/** One count. The places are those of the lists below; `counts` are recipients, replies, withheld, shadowed, delivered. */
type Count = {
  readonly at: number;
  readonly writer: number;
  readonly remote: number;
  readonly reply: number;
  readonly counts: readonly [number, number, number, number, number];
};

const count: fc.Arbitrary<Count> = fc.record({
  at: fc.integer({ min: 0, max: SPAN - 1 }),
  writer: fc.nat(1),
  remote: fc.nat(4),
  reply: fc.nat(5),
  counts: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(30)),
});

/** A few days of counts of several providers, some of them local, some without name or address. */
export const someCounts: fc.Arbitrary<Count[]> = fc.array(count, { minLength: 1, maxLength: 60 });

/** A window that begins and ends anywhere, often at midnight. */
export const someWindow: fc.Arbitrary<{ from: number; until: number }> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: SPAN }),
      fc.integer({ min: 0, max: DAYS }).map((day) => day * 86_400),
    ),
    fc.oneof(
      fc.integer({ min: 0, max: SPAN }),
      fc.integer({ min: 0, max: DAYS }).map((day) => day * 86_400),
    ),
  )
  .map(([a, b]) => ({ from: FIRST_DAY + Math.min(a, b), until: FIRST_DAY + Math.max(a, b) }));

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
  return db;
}
