import fc from "fast-check";
import { countTables } from "../../src/store/count-tables.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { totalDays } from "../support/day-totals.ts";

export const DAY = 86_400;
/** 2026-11-21T12:34:56Z */
export const NOW = 1_795_264_496;

export type Count = {
  readonly at: number;
  readonly table: "_deferral" | "_attempt" | "_inbound_refusal";
  readonly writer: number;
  readonly remote: number;
  readonly said: number;
  readonly value: number;
};

/** One count somewhere in the last 120 days; `at` prefers the edges of what is kept. */
export const count: fc.Arbitrary<Count> = fc.record<Count>({
  at: fc
    .oneof(
      fc.integer({ min: 0, max: 120 * DAY }),
      fc
        .constantFrom(0, 14 * DAY, 90 * DAY)
        .chain((age) => fc.integer({ min: Math.max(0, age - 7200), max: age + 7200 })),
    )
    .map((age) => NOW - age),
  table: fc.constantFrom("_deferral", "_attempt", "_inbound_refusal"),
  writer: fc.integer({ min: 1, max: 2 }),
  remote: fc.integer({ min: 1, max: 3 }),
  said: fc.integer({ min: 1, max: 3 }),
  value: fc.integer({ min: 1, max: 50 }),
});

export function prepared(): Database {
  const db = openDatabase(":memory:");
  for (const id of [1, 2])
    db.exec(`INSERT INTO _writer VALUES (${id}, 'postfix', 'mx${id}.example.org', 'postfix/smtp')`);
  const providers = ["google", "example.net", "local"];
  providers.forEach((provider, index) => {
    db.prepare("INSERT INTO _remote VALUES (?, ?, ?, ?)").run(
      index + 1,
      `mx${index}.example.net`,
      `192.0.2.${index}`,
      provider,
    );
  });
  for (const [id, code] of [421, 421, 450].entries())
    db.prepare(
      "INSERT INTO _reply (id, provider, code, enhanced, dsn, stage, fingerprint, sample, cause, rule) VALUES (?, 'google', ?, ?, '', 'rcpt', 'busy', 'busy', ?, '')",
    ).run(id + 1, code, `4.7.${id}`, id === 0 ? "rate_limit" : "greylisting");
  return db;
}

/** A column for each table that the value goes to; the others stay zero, so that no sum can stand in for another. */
const COLUMN = {
  _deferral: ["recipients", "replies", "withheld", "shadowed"],
  _attempt: ["delivered", "deferred", "bounced", "lost", "unreachable", "delay_5", "delay_longer"],
  _inbound_refusal: ["refusals"],
} as const;

/** The keys of a row, with a value in place of every key column that is not the writer. */
function keyOf(name: string, { writer, remote, said }: Count): (column: string) => string | number {
  const known: Record<string, string | number> = {
    writer_id: writer,
    remote_id: remote,
    reply_id: said,
    code: 420 + said,
  };
  return (column) => known[column] ?? `${name} ${said}`;
}

export function add(db: Database, counts: readonly Count[]): void {
  for (const one of counts) {
    const table = countTables(db).find(({ name }) => name === one.table);
    if (table === undefined) throw new Error(`no table ${one.table}`);
    const names = COLUMN[one.table];
    const column = names[one.value % names.length];
    const columns = ["bucket", "bucket_seconds", ...table.keys, ...table.sums];
    const values = [
      one.at - (one.at % 60),
      60,
      ...table.keys.map(keyOf(one.table, one)),
      ...table.sums.map((sum) => (sum === column ? one.value : 0)),
    ];
    const added = table.sums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(", ");
    db.prepare(
      `INSERT INTO ${one.table} (${columns}) VALUES (${columns.map(() => "?")}) ON CONFLICT DO UPDATE SET ${added}`,
    ).run(values);
  }
  totalDays(db);
}

export function filled(counts: readonly Count[]): Database {
  const db = prepared();
  add(db, counts);
  return db;
}
