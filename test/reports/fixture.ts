import type { ReportOptions } from "../../reports/index.ts";
import { DELAY_BANDS } from "../../src/domain/delay-band.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";

export type { Database };

const DAY = 86_400;

const BANDS: readonly string[] = [...DELAY_BANDS.map((bound) => `delay_${bound}`), "delay_longer"];

/** Friday 2026-11-13, midnight in Berlin. */
export const WEEK_START = 1_794_524_400;
export const WEEK_END: number = WEEK_START + 7 * 86_400;

export const OPTIONS: ReportOptions = {
  from: WEEK_START,
  until: WEEK_END,
  zone: "Europe/Berlin",
  codes: [[421, 421]],
  generatedAt: WEEK_END * 1000,
  version: "0.1.0",
  command:
    "smtp-analyze report --since 2026-11-13 --until 2026-11-20 --tz Europe/Berlin --out report.html",
};

export function emptyDatabase(): Database {
  return openDatabase(":memory:");
}

export type Remote = { readonly host: string; readonly ip: string; readonly provider: string };

export type Said = {
  readonly provider: string;
  readonly code: number;
  readonly enhanced: string;
  readonly stage: string;
  readonly fingerprint: string;
  readonly sample: string;
  readonly cause: string;
  readonly rule: string;
};

export type Deferral = {
  recipients?: number;
  replies?: number;
  withheld?: number;
  shadowed?: number;
};
export type Attempt = {
  delivered?: number;
  deferred?: number;
  bounced?: number;
  lost?: number;
  unreachable?: number;
};

type Prepared = { readonly run: (...values: unknown[]) => unknown };

/** Writes rows into the private tables, as the store does. */
export class Seeder {
  readonly #db: Database;
  readonly #statements = new Map<string, Prepared>();

  constructor(db: Database) {
    this.#db = db;
  }

  writer(logHost = "mx1.example.org", service = "postfix/smtp", mta = "postfix"): number {
    this.#db
      .prepare("INSERT OR IGNORE INTO _writer (mta, log_host, service) VALUES (?, ?, ?)")
      .run(mta, logHost, service);
    return this.#idOf(
      "SELECT id FROM _writer WHERE mta = ? AND log_host = ? AND service = ?",
      mta,
      logHost,
      service,
    );
  }

  remote({ host, ip, provider }: Remote): number {
    this.#db
      .prepare("INSERT OR IGNORE INTO _remote (host, ip, provider) VALUES (?, ?, ?)")
      .run(host, ip, provider);
    return this.#idOf("SELECT id FROM _remote WHERE host = ? AND ip = ?", host, ip);
  }

  reply(said: Said): number {
    const { provider, code, enhanced, stage, fingerprint, sample, cause, rule } = said;
    this.#db
      .prepare(
        "INSERT OR IGNORE INTO _reply (provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule) VALUES (?, ?, ?, '', ?, ?, ?, ?, ?)",
      )
      .run(provider, code, enhanced, stage, fingerprint, sample, cause, rule);
    return this.#idOf(
      "SELECT id FROM _reply WHERE provider = ? AND code = ? AND enhanced = ? AND stage = ? AND fingerprint = ?",
      provider,
      code,
      enhanced,
      stage,
      fingerprint,
    );
  }

  deferral(bucket: number, writer: number, remote: number, reply: number, counts: Deferral): void {
    const { recipients = 0, replies = 0, withheld = 0, shadowed = 0 } = counts;
    this.#prepared(
      "INSERT INTO _deferral VALUES (?, 60, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET recipients = recipients + excluded.recipients, replies = replies + excluded.replies, withheld = withheld + excluded.withheld, shadowed = shadowed + excluded.shadowed",
    ).run(bucket, writer, remote, reply, recipients, replies, withheld, shadowed);
    this.#prepared(
      "INSERT INTO _deferral_day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET recipients = recipients + excluded.recipients, replies = replies + excluded.replies, withheld = withheld + excluded.withheld, shadowed = shadowed + excluded.shadowed, first_bucket = min(first_bucket, excluded.first_bucket), last_bucket = max(last_bucket, excluded.last_bucket)",
    ).run(
      bucket - (bucket % DAY),
      writer,
      remote,
      reply,
      ...[recipients, replies, withheld, shadowed, bucket, bucket],
    );
  }

  attempt(bucket: number, writer: number, remote: number, counts: Attempt): void {
    const { delivered = 0, deferred = 0, bounced = 0, lost = 0, unreachable = 0 } = counts;
    const fast = Math.floor(delivered * 0.7);
    const slow = Math.floor(delivered * 0.04);
    const bands = { delay_2: fast, delay_10: delivered - fast - slow, delay_1800: slow };
    const sums = { delivered, deferred, bounced, lost, unreachable, ...bands };
    this.#add(
      "_attempt",
      { bucket, bucket_seconds: 60, writer_id: writer, remote_id: remote },
      sums,
    );
    const none = Object.fromEntries(BANDS.map((band) => [band, 0]));
    const day = bucket - (bucket % DAY);
    this.#add("_attempt_day", { day, writer_id: writer, remote_id: remote }, { ...none, ...sums });
    const hour = bucket - (bucket % 3600);
    const outcomes = { delivered, deferred, bounced, lost, unreachable };
    this.#add("_attempt_hour", { hour, remote_id: remote }, outcomes);
  }

  /** Adds counts to the row of a key. */
  #add(table: string, key: Record<string, number>, sums: Record<string, number>): void {
    const columns = [...Object.keys(key), ...Object.keys(sums)];
    const added = Object.keys(sums).map((column) => `${column} = ${column} + excluded.${column}`);
    this.#prepared(
      `INSERT INTO ${table} (${columns}) VALUES (${columns.map((column) => `:${column}`)}) ON CONFLICT DO UPDATE SET ${added}`,
    ).run({ ...key, ...sums });
  }

  /** An incident with the counts that lie in it. */
  episode(provider: string, cause: string, from: number, until: number): void {
    this.#db
      .prepare(`
        INSERT INTO _episode (provider, started_at, ends_at, cause, peak_at, peak_rate, attempts, recipients, replies)
        SELECT :provider, :from, :until, :cause, :from, max(share), sum(attempts), sum(recipients), sum(replies)
        FROM (
          SELECT a.attempts, d.recipients, d.replies, min(1.0, 1.0 * d.recipients / a.attempts) AS share
          FROM (SELECT bucket, sum(attempts) AS attempts FROM attempt WHERE provider = :provider GROUP BY bucket) AS a
          JOIN (SELECT bucket, sum(recipients) AS recipients, sum(replies) AS replies FROM deferral
                WHERE provider = :provider AND cause = :cause GROUP BY bucket) AS d ON d.bucket = a.bucket
          WHERE a.bucket >= :from AND a.bucket < :until
        )`)
      .run({ provider, cause, from, until });
  }

  source(
    name: string,
    day: number,
    counts: {
      understood: number;
      irrelevant: number;
      notUnderstood: number;
      first: number;
      last: number;
    },
  ): number {
    this.#db
      .prepare(
        "INSERT OR IGNORE INTO _source (fingerprint, hashed_bytes, name, position, line) VALUES (?, 1024, ?, 0, 0)",
      )
      .run(name, name);
    const id = this.#idOf("SELECT id FROM _source WHERE name = ?", name);
    const lines = counts.understood + counts.irrelevant + counts.notUnderstood;
    this.#db
      .prepare("INSERT INTO _coverage VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        id,
        day,
        lines * 180,
        counts.understood,
        counts.irrelevant,
        counts.notUnderstood,
        counts.first,
        counts.last,
      );
    return id;
  }

  /** Recipients whose journey began on a day: at which try, how, and in which delay band it ended. */
  journey(
    day: number,
    [provider, cause]: readonly [string, string],
    fates: readonly (readonly [tries: number, outcome: string, band: number, recipients: number])[],
  ): void {
    for (const [tries, outcome, band, recipients] of fates)
      this.#prepared("INSERT INTO _journey VALUES (?, ?, ?, 421, ?, ?, ?, ?)").run(
        day,
        provider,
        cause,
        ...[tries, outcome, band, recipients],
      );
  }

  /** A recipient that was refused twice and still waits. */
  flight(recipient: number, reply: number, firstAt: number, lastAt: number): void {
    this.#prepared("INSERT INTO _flight VALUES (?, ?, ?, ?, ?, 2)").run(
      recipient,
      recipient,
      ...[reply, firstAt, lastAt],
    );
  }

  /** Tries again, by the place of the try and the interval before it. */
  retry(day: number, provider: string, place: number, band: number, tries: number): void {
    this.#prepared("INSERT INTO _retry VALUES (?, ?, 'rate_limit', 421, ?, ?, ?)").run(
      day,
      provider,
      ...[place, band, tries],
    );
  }

  issue(source: number, day: number, code: string, lines: number): void {
    this.#db.prepare("INSERT INTO _issue VALUES (?, ?, ?, ?)").run(source, day, code, lines);
  }

  unread(source: number, sample: string, reason: string): void {
    this.#db.prepare("INSERT INTO _unread_sample VALUES (?, ?, ?)").run(source, sample, reason);
  }

  /** Weeks of minutes are written with the same few statements. */
  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql) ?? this.#db.prepare<unknown[]>(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #idOf(sql: string, ...values: readonly (string | number)[]): number {
    const row = this.#db.prepare(sql).get(...values) as { id: number };
    return row.id;
  }
}
