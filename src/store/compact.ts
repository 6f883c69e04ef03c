import { DAY, type EpochSeconds } from "../domain/time.ts";
import { type CountTable, countTables, statementFor } from "./count-tables.ts";
import type { Database } from "./database.ts";
import { quietPulsesDropped } from "./quiet-pulses.ts";
import type { Horizon } from "./retention.ts";
import { settledBefore } from "./settle.ts";
import { guarded } from "./trouble.ts";

/** The first row from a moment on; of several widths at that moment the finest. */
const NEXT = `
  SELECT bucket, bucket_seconds
  FROM TABLE
  WHERE bucket >= :from AND bucket < :until
  ORDER BY bucket, bucket_seconds
  LIMIT 1
`;

type NextRow = { readonly bucket: number; readonly bucket_seconds: number };

const ROLL = `
  INSERT INTO TABLE (bucket, bucket_seconds, KEYS, SUMS)
  SELECT :start, :width, KEYS, TOTALS
  FROM TABLE
  WHERE bucket >= :start AND bucket < :start + :width AND bucket_seconds < :width
  GROUP BY KEYS
  ON CONFLICT DO UPDATE SET ADDED
`;

const DROP = `
  DELETE FROM TABLE
  WHERE bucket >= :start AND bucket < :start + :width AND bucket_seconds < :width
`;

/** A day that now stands whole in its first bucket is another one by the hour. */
const REOPEN = "DELETE FROM _settled WHERE until = :start + :width AND kind = 'day'";

/** Rows after compaction: each lies in the wider one of its own bucket and the one that its age asks for. */
const ROWS_AFTER = `
  WITH
    aged AS (
      SELECT bucket, max(bucket_seconds, CASE WHEN bucket < :days THEN 86400 WHEN bucket < :hours THEN 3600 ELSE 60 END) AS width, KEYS
      FROM TABLE
    ),
    kept AS (
      SELECT DISTINCT bucket - bucket % width, width, KEYS
      FROM aged
    )
  SELECT count(*) FROM kept
`;

const ROWS = "SELECT count(*) FROM TABLE";

/** How many rows the tables of counts have, by public name. */
export type RowCounts = ReadonlyMap<string, number>;

/** Every table of counts with what a statement says of it. */
function countedBy(db: Database, template: string, parameters: object): RowCounts {
  return new Map(
    countTables(db).map((table) => {
      const statement = db.prepare<object, number>(statementFor(table, template)).pluck();
      return [table.name.slice(1), statement.get(parameters) ?? 0];
    }),
  );
}

export function rowCounts(db: Database): RowCounts {
  return countedBy(db, ROWS, {});
}

/** What compaction would leave, without doing it. */
export function rowCountsAfter(db: Database, horizon: Horizon): RowCounts {
  return countedBy(db, ROWS_AFTER, horizon);
}

/**
 * Adds minutes up to hours and hours up to days, the oldest first. Each step is one wider bucket of one table, in one
 * transaction: whoever stops between two steps, or is killed within one, leaves a database in which nothing is lost or
 * counted twice. Throws a Failure when the database cannot be written.
 */
export function* compact(db: Database, horizon: Horizon): Generator<void> {
  for (const table of countTables(db)) {
    yield* rolled(db, table, 3600, horizon.hours);
    yield* rolled(db, table, DAY, horizon.days);
  }
  yield* quietPulsesDropped(db, horizon.hours);
  yield* settledBefore(db, horizon.settled);
}

function* rolled(
  db: Database,
  table: CountTable,
  width: number,
  until: EpochSeconds,
): Generator<void> {
  const roll = rollerOf(db, table, width);
  for (const start of bucketsToRoll(db, table, width, until)) {
    roll(start);
    yield;
  }
}

function rollerOf(db: Database, table: CountTable, width: number): (start: EpochSeconds) => void {
  const add = db.prepare(statementFor(table, ROLL));
  const drop = db.prepare(statementFor(table, DROP));
  const reopen = db.prepare(REOPEN);
  const roll = db.transaction((start: EpochSeconds) => {
    add.run({ start, width });
    drop.run({ start, width });
    if (width === DAY) reopen.run({ start, width });
  });
  return (start) => guarded(db.name, () => roll.immediate(start));
}

/** Leaps from bucket to bucket along the key, so that a year which was compacted yesterday costs a few thousand look-ups. */
function* bucketsToRoll(
  db: Database,
  table: CountTable,
  width: number,
  until: EpochSeconds,
): Generator<EpochSeconds> {
  const next = db.prepare<object, NextRow>(statementFor(table, NEXT));
  let row = next.get({ from: 0, until });
  while (row !== undefined) {
    const start = row.bucket - (row.bucket % width);
    const isFiner = row.bucket_seconds < width;
    if (isFiner) yield start;
    row = next.get({ from: isFiner ? start + width : row.bucket + 1, until });
  }
}

/** Whether anything is older than its width allows. */
export function isCompact(db: Database, horizon: Horizon): boolean {
  return countTables(db).every(
    (table) =>
      bucketsToRoll(db, table, 3600, horizon.hours).next().done === true &&
      bucketsToRoll(db, table, DAY, horizon.days).next().done === true,
  );
}
