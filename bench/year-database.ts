import { DAY } from "../src/domain/time.ts";
import { type AddRow, createBulkInsert } from "../src/store/bulk-insert.ts";
import type { Database } from "../src/store/database.ts";
import { keepingEpisodes } from "../src/store/episodes.ts";
import { settledBefore } from "../src/store/settle.ts";
import { openRandom, type Random } from "./random.ts";
import { writeDerived } from "./year-derived.ts";
import {
  bucketsOf,
  busyness,
  countOf,
  END,
  type Host,
  hostsOf,
  providerName,
  SAYINGS,
  type YearPlan,
} from "./year-plan.ts";

const WRITER =
  "INSERT INTO _writer (id, mta, log_host, service) VALUES (1, 'postfix', 'mx1.example.org', 'postfix/smtp')";
const REMOTE = "INSERT INTO _remote (id, host, ip, provider) VALUES (?, ?, ?, ?)";
const REPLY = `
  INSERT INTO _reply (id, provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule)
  VALUES (?, ?, ?, ?, '4.7.0', ?, ?, ?, ?, 'bench.rule')
`;
const ATTEMPT = {
  insert: `
    INSERT INTO _attempt (bucket, bucket_seconds, writer_id, remote_id, delivered, deferred, bounced, lost,
                          delay_1, delay_5, delay_60)
  `,
  row: "(?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
  conflict: "",
};
const DEFERRAL = {
  insert:
    "INSERT INTO _deferral (bucket, bucket_seconds, writer_id, remote_id, reply_id, recipients, replies, withheld)",
  row: "(?, ?, 1, ?, ?, ?, ?, ?)",
  conflict: "",
};
const DESTINATION = `
  INSERT INTO _destination (day, domain, provider, recipients, withheld, last_refused_at)
  VALUES (?, ?, ?, ?, ?, ?)
`;
const SOURCE =
  "INSERT INTO _source (id, fingerprint, hashed_bytes, name, position, line) VALUES (?, ?, 1024, ?, ?, ?)";
const COVERAGE = "INSERT INTO _coverage VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const ISSUE =
  "INSERT INTO _issue (source_id, day, code, lines) VALUES (?, ?, 'unknown-record', 12)";
const SAMPLE =
  "INSERT INTO _unread_sample (source_id, sample, reason) VALUES (?, ?, 'unknown-record')";
const INBOUND = "INSERT INTO _inbound_refusal VALUES (?, ?, 1, 450, 'greylisted', ?)";
const JOURNEY = "INSERT INTO _journey VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const RETRY = "INSERT INTO _retry VALUES (?, ?, ?, ?, ?, ?, ?)";
const FLIGHT = "INSERT INTO _flight VALUES (?, ?, ?, ?, ?, ?)";

function writeNames(db: Database, plan: YearPlan): void {
  db.exec(WRITER);
  const remote = db.prepare(REMOTE);
  for (const { id, provider } of hostsOf(plan)) {
    const ip = `198.51.100.${id % 250}`;
    remote.run(id, `mx${id}.${providerName(provider)}`, ip, providerName(provider));
  }
  const reply = db.prepare(REPLY);
  for (let provider = 0; provider < plan.providers; provider++) {
    SAYINGS.forEach(({ code, enhanced, stage, cause }, place) => {
      const name = providerName(provider);
      const text = `${code} ${enhanced} deferred by policy ${place} of ${name}, see https://postmaster.example/${place}`;
      const id = provider * SAYINGS.length + place + 1;
      reply.run(id, name, code, enhanced, stage, text, text, cause);
    });
  }
}

type Writing = { readonly attempt: AddRow; readonly deferral: AddRow; readonly random: Random };

function writeHost(
  { attempt, deferral, random }: Writing,
  { start, width, tried }: { start: number; width: number; tried: number },
  { id, provider, strictness }: Host,
): void {
  const deferred = countOf(tried * strictness, random);
  const bounced = countOf(tried * 0.01, random);
  const lost = countOf(tried * 0.002, random);
  const fast = Math.floor(tried * 0.6);
  const slow = Math.floor(tried * 0.05);
  attempt.add([start, width, id, tried, deferred, bounced, lost, fast, tried - fast - slow, slow]);
  let left = deferred;
  for (let place = 0; place < SAYINGS.length && left > 0; place++) {
    const recipients = place === SAYINGS.length - 1 ? left : random.below(left + 1);
    if (recipients === 0) continue;
    left -= recipients;
    const reply = provider * SAYINGS.length + place + 1;
    deferral.add([start, width, id, reply, recipients, recipients, recipients >> 2]);
  }
}

function writeCounts(db: Database, plan: YearPlan, random: Random): void {
  const attempt = createBulkInsert(db, ATTEMPT);
  const deferral = createBulkInsert(db, DEFERRAL);
  const inbound = db.prepare(INBOUND);
  const hosts = hostsOf(plan);
  for (const bucket of bucketsOf(plan)) {
    const volume = plan.deliveriesADay * (bucket.width / DAY) * busyness(bucket);
    inbound.run(bucket.start, bucket.width, Math.ceil(volume / 1000));
    for (const host of hosts) {
      const tried = countOf(volume * host.share, random);
      if (tried > 0) writeHost({ attempt, deferral, random }, { ...bucket, tried }, host);
    }
  }
  attempt.flush();
  deferral.flush();
}

/** What became of the refused of a day: tries, outcome and delay band in seconds, and how many of a hundred. */
const FATES = [
  [2, "delivered", 900, 60],
  [3, "delivered", 3600, 25],
  [5, "delivered", 14_400, 10],
  [12, "expired", 432_000, 3],
  [2, "bounced", 1800, 2],
] as const;

function writeJourneys(db: Database, day: number, { providers }: YearPlan): void {
  const journey = db.prepare(JOURNEY);
  const retry = db.prepare(RETRY);
  for (let provider = 0; provider < providers; provider++) {
    const name = providerName(provider);
    for (const { cause, code } of SAYINGS) {
      for (const [tries, outcome, band, recipients] of FATES)
        journey.run(day, name, cause, code, tries, outcome, band, recipients);
      for (const place of [2, 3, 4, 5]) retry.run(day, name, cause, code, place, 900, 100 - place);
    }
  }
}

/** A thousand refused domains a day, and one rotated log file. */
function writeDay(db: Database, plan: YearPlan, day: number, random: Random): void {
  const destination = db.prepare(DESTINATION);
  for (let domain = 0; domain < 1000; domain++) {
    const count = random.below(50) + 1;
    const provider = providerName(domain % plan.providers);
    const last = day + random.below(DAY);
    destination.run(day, `d${domain}.example.com`, provider, count, count >> 2, last);
  }
  const id = (END - day) / DAY;
  const lines = plan.deliveriesADay;
  const name = `mail.log-${new Date(day * 1000).toISOString().slice(0, 10)}`;
  db.prepare(SOURCE).run(id, `hash-${id}`, name, lines * 1200, lines * 7);
  const last = day + DAY - 1;
  db.prepare(COVERAGE).run(id, day, lines * 1200, lines * 2, lines * 5, 12, day + 1, last);
  db.prepare(ISSUE).run(id, day);
  db.prepare(SAMPLE).run(id, `postfix/smtp[1]: a line that nobody reads, ${id}`);
  writeJourneys(db, day, plan);
}

/** Ten thousand recipients on their way at the end. */
function writeFlights(db: Database, { providers }: YearPlan, random: Random): void {
  const flight = db.prepare(FLIGHT);
  for (let id = 1; id <= 10_000; id++) {
    const first = END - 1 - random.below(DAY);
    flight.run(id, id, random.below(providers * SAYINGS.length) + 1, first, first, 1);
  }
}

/** Fills an empty database with a year. The same plan gives the same counts. */
export function writeYear(db: Database, plan: YearPlan): void {
  const random = openRandom(plan.seed);
  const days = Array.from({ length: plan.days }, (_, place) => END - (plan.days - place) * DAY);
  const write = db.transaction(() => {
    writeNames(db, plan);
    writeCounts(db, plan, random);
    for (const day of days) writeDay(db, plan, day, random);
    writeFlights(db, plan, random);
    writeDerived(db, days);
  });
  write();
  keepingEpisodes(
    db,
    () => {},
    () => 0,
  ).refresh();
  for (const _ of settledBefore(db, END));
}
