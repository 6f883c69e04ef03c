import type { Database } from "./database.ts";
import { guarded } from "./trouble.ts";

/** Writes the database anew without its empty pages. Throws a Failure when others use it or the disk is full. */
export function vacuum(db: Database): void {
  guarded(db.name, () => {
    db.exec("VACUUM");
    db.pragma("wal_checkpoint(TRUNCATE)");
  });
}
