import type { Database } from "./database.ts";
import { storeFailure } from "./trouble.ts";

/** Writes the database anew without its empty pages. Throws a Failure when others use it or the disk is full. */
export function vacuum(db: Database): void {
  try {
    db.exec("VACUUM");
    db.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    throw storeFailure(db.name, error);
  }
}
