import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Database, pragmaOf } from "./database.ts";

/** The numbered migrations, in order. A migration is never changed once released: the next one is added. */
const MIGRATIONS: readonly string[] = [
  "#migrations/001-foundation.sql",
  "#migrations/002-episodes.sql",
  "#migrations/003-first-seen.sql",
  "#migrations/004-stream-tails.sql",
  "#migrations/005-journeys.sql",
  "#migrations/006-days.sql",
  "#migrations/007-marks.sql",
  "#migrations/008-reject-log.sql",
  "#migrations/009-answers.sql",
  "#migrations/010-senders.sql",
  "#migrations/011-hours.sql",
  "#migrations/012-settled.sql",
  "#migrations/013-open-replies.sql",
  "#migrations/014-recovery.sql",
  "#migrations/015-source-ids.sql",
];

/** The schema version that this program writes (SQLite's user_version). */
export const LATEST_VERSION: number = MIGRATIONS.length;

/** Brings a database to the latest schema, one transaction for each step. Does nothing to one that is there already. */
export function migrate(db: Database): void {
  const require = createRequire(import.meta.url);
  const step = db.transaction((version: number, sql: string) => {
    if (pragmaOf(db, "user_version") >= version) return;
    db.exec(sql);
    db.pragma(`user_version = ${version}`);
  });
  MIGRATIONS.forEach((name, index) => {
    step.immediate(index + 1, readFileSync(require.resolve(name), "utf8"));
  });
}
