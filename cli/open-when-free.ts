import { setTimeout as pause } from "node:timers/promises";
import { BusyFailure } from "../src/domain/failure.ts";
import type { Database } from "../src/store/database.ts";
import { openDatabase, waitForOthers } from "../src/store/open.ts";
import type { Io } from "./io.ts";

/** How long a command waits at its start for others that write to its database: a backup, a nightly run. In milliseconds. */
const PATIENCE_MS = 60_000;

/** How long each try waits: nothing else happens meanwhile, and so no signal is heard. In milliseconds. */
const TRY_MS = 500;

/** Between two tries. In milliseconds. */
const PAUSE_MS = 100;

/** How long a commit of a run that has begun waits, in milliseconds. */
const COMMIT_PATIENCE_MS = 30_000;

/** Opens a database for writing, when nobody else writes to it any more. Throws a Failure after a minute, or when told to stop. */
export async function openWhenFree(path: string, io: Io, isQuiet: boolean): Promise<Database> {
  const until = io.now() + PATIENCE_MS;
  for (let tries = 1; ; tries++) {
    try {
      const db = openDatabase(path, TRY_MS);
      waitForOthers(db, COMMIT_PATIENCE_MS);
      return db;
    } catch (error) {
      if (!(error instanceof BusyFailure) || io.signal.aborted || io.now() >= until) throw error;
      if (tries === 1 && !isQuiet) {
        io.stderr.write(`waiting for ${path}: another process is writing to it\n`);
      }
    }
    await pause(PAUSE_MS, undefined, { signal: io.signal }).catch(() => {});
  }
}
