import type { ReportOptions } from "../../reports/index.ts";
import {
  type Attempt,
  type Database,
  type Deferral,
  emptyDatabase,
  OPTIONS,
  Seeder,
  WEEK_START,
} from "./fixture.ts";

/** As far as the data go. */
export const ALL: ReportOptions = { ...OPTIONS, from: null, until: null };

export function oneRow(
  attempt: Attempt | null,
  deferral: Deferral | null,
  at: number = WEEK_START,
): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const remote = seeder.remote({
    provider: "example.net",
    host: "mx.example.net",
    ip: "192.0.2.7",
  });
  const reply = seeder.reply({
    provider: "example.net",
    code: 421,
    enhanced: "",
    stage: "connect",
    fingerprint: "Too many connections",
    sample: "421 Too many connections",
    cause: "connection_limit",
    rule: "",
  });
  if (attempt !== null) seeder.attempt(at, writer, remote, attempt);
  if (deferral !== null) seeder.deferral(at, writer, remote, reply, deferral);
  return db;
}

export function localOnly(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  seeder.attempt(
    WEEK_START,
    seeder.writer(),
    seeder.remote({ provider: "local", host: "127.0.0.1", ip: "127.0.0.1" }),
    { delivered: 500 },
  );
  return db;
}

/** Midnight in Berlin before the clocks went back: 2026-10-25T00:00+02:00. */
const AUTUMN = 1_792_879_200;
/** Midnight in Berlin before they went forward: 2026-03-29T00:00+01:00. */
const SPRING = 1_774_738_800;

/** Log of every second hour only, with throttling in each: as if somebody pulled the plug all the time. */
function gapRidden(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const remote = seeder.remote({ provider: "google", host: "mx.example.net", ip: "192.0.2.7" });
  const reply = seeder.reply(REPLY);
  for (let hour = 0; hour < 7 * 24; hour += 2) {
    const from = WEEK_START + hour * 3600;
    seeder.attempt(from, writer, remote, { delivered: 40, deferred: 10 });
    seeder.deferral(from, writer, remote, reply, { recipients: 10, replies: 2 });
    seeder.source(`part-${hour}.log`, from - (from % 86_400), {
      understood: 50,
      irrelevant: 0,
      notUnderstood: 0,
      first: from,
      last: from + 600,
    });
  }
  return db;
}

/** Two days around the hour that comes twice, something in every half of an hour. */
function acrossClockChange(from: number): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const writer = seeder.writer();
  const remote = seeder.remote({ provider: "google", host: "mx.example.net", ip: "192.0.2.7" });
  const reply = seeder.reply(REPLY);
  for (let at = from; at < from + 2 * 86_400; at += 1800) {
    seeder.attempt(at, writer, remote, { delivered: 30, deferred: 6 });
    seeder.deferral(at, writer, remote, reply, { recipients: 6, replies: 2 });
  }
  return db;
}

const REPLY = {
  provider: "google",
  code: 421,
  enhanced: "4.7.28",
  stage: "mail",
  fingerprint: "slow down",
  sample: "421 4.7.28 slow down",
  cause: "rate_limit",
  rule: "",
};

/** As ingesting does it: when a reply was counted first and last. */
const SEEN = `
  UPDATE _reply
  SET first_at = seen.first_at, last_at = seen.last_at
  FROM (SELECT reply_id, min(bucket) AS first_at, max(bucket) AS last_at FROM _deferral GROUP BY reply_id) AS seen
  WHERE seen.reply_id = _reply.id
`;

/** Databases that hold little, or at odd times, each with the window that is asked about. */
export const SPARSE: readonly (readonly [string, Database, ReportOptions])[] = [
  ["an empty database", emptyDatabase(), ALL],
  ["an empty window", emptyDatabase(), OPTIONS],
  ["a window that ends before it begins", emptyDatabase(), { ...OPTIONS, until: WEEK_START - 1 }],
  ["one delivery", oneRow({ delivered: 1 }, null), ALL],
  ["one refusal", oneRow({ deferred: 1 }, { recipients: 1, replies: 1 }), ALL],
  ["a refusal without its attempt", oneRow(null, { recipients: 3, replies: 1 }), ALL],
  ["only withheld recipients", oneRow(null, { withheld: 9 }), ALL],
  ["everything deferred", oneRow({ deferred: 5000 }, { recipients: 5000, replies: 100 }), ALL],
  [
    "lines from the future",
    oneRow({ deferred: 30 }, { recipients: 30 }, WEEK_START + 40 * 365 * 86_400),
    { ...OPTIONS, until: null },
  ],
  ["only local hops", localOnly(), ALL],
  ["an unknown zone", oneRow({ delivered: 1 }, null), { ...ALL, zone: "Nowhere/Land" }],
  ["a log full of holes", gapRidden(), OPTIONS],
  [
    "days in which the clocks went back",
    acrossClockChange(AUTUMN),
    { ...OPTIONS, from: AUTUMN, until: AUTUMN + 2 * 86_400 },
  ],
  [
    "days in which the clocks went forward",
    acrossClockChange(SPRING),
    { ...OPTIONS, from: SPRING, until: SPRING + 2 * 86_400 },
  ],
];

for (const [, db] of SPARSE) db.exec(SEEN);
