import { statSync } from "node:fs";
import type { EpochSeconds } from "../domain/time.ts";
import { isCompact, type RowCounts, rowCounts, rowCountsAfter } from "./compact.ts";
import { type Database, pragmaOf } from "./database.ts";
import { type FileSize, fileSizeOf } from "./file-size.ts";
import { horizonOf, RETENTION } from "./retention.ts";
import { guarded } from "./trouble.ts";

/** How a database is. What takes a walk over the whole file is null unless it was asked for. */
export type Health = {
  readonly applicationId: number;
  readonly schemaVersion: number;
  readonly size: FileSize;
  /** Bytes of the write-ahead log beside the file. */
  readonly walBytes: number;
  /** Rows of the tables of counts, by public name. */
  readonly rows: RowCounts;
  readonly isCompact: boolean;
  readonly rowsAfterCompact: RowCounts | null;
  /** What SQLite finds wrong with the file; none when it is sound. */
  readonly damage: readonly string[] | null;
};

/** Looks at a database without changing it. `full` reads all of it. Throws a Failure when it cannot be read. */
export function healthOf(db: Database, now: EpochSeconds, full: boolean): Health {
  return guarded(db.name, () => {
    const horizon = horizonOf(db, now, RETENTION);
    return {
      applicationId: pragmaOf(db, "application_id"),
      schemaVersion: pragmaOf(db, "user_version"),
      size: fileSizeOf(db),
      walBytes: statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      rows: rowCounts(db),
      isCompact: isCompact(db, horizon),
      rowsAfterCompact: full ? rowCountsAfter(db, horizon) : null,
      damage: full ? damageOf(db) : null,
    };
  });
}

/** The check itself fails where a page that it must read is beyond reading: that is the finding. */
function damageOf(db: Database): readonly string[] {
  const check = db.prepare<[], string>("PRAGMA quick_check(20)").pluck();
  const found: string[] = [];
  try {
    for (const word of check.iterate()) if (word !== "ok") found.push(word);
    return found;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (!String(error.code).startsWith("SQLITE_CORRUPT")) throw error;
    return [...found, error.message];
  }
}

/** A file is written without a break longer than this many seconds, or its stamps are wrong: a year guessed, a clock set. */
const JUMP = 604_800;

/** A stretch that the stamps of one file leap over. */
export type TimeJump = {
  readonly source: string;
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
};

const JUMPS = `
  WITH stretch AS (
    SELECT source_id, first_at, lag(last_at) OVER (PARTITION BY source_id ORDER BY day) AS before
    FROM _coverage
    WHERE first_at IS NOT NULL
  )
  SELECT s.name AS source, t.before AS "from", t.first_at AS "to"
  FROM stretch AS t
  JOIN _source AS s ON s.id = t.source_id
  WHERE t.first_at - t.before > ?
  ORDER BY t.first_at - t.before DESC, s.name
  LIMIT 100
`;

/** Where the stamps of a single file leap by more than a week, the longest leap first. */
export function timeJumps(db: Database): readonly TimeJump[] {
  return db.prepare<[number], TimeJump>(JUMPS).all(JUMP);
}
