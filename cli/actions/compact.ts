import { setImmediate as breath } from "node:timers/promises";
import { Failure } from "../../src/domain/failure.ts";
import { secondOf } from "../../src/domain/time.ts";
import { rowCounts, rowCountsAfter, compact as steps } from "../../src/store/compact.ts";
import type { Database } from "../../src/store/database.ts";
import { fileSizeOf } from "../../src/store/file-size.ts";
import { openExisting, reading } from "../../src/store/open.ts";
import { horizonOf, RETENTION, type Retention } from "../../src/store/retention.ts";
import { vacuum } from "../../src/store/vacuum.ts";
import { type CompactFormat, type Compaction, compactSummary } from "../compact-summary.ts";
import type { Io } from "../io.ts";
import { parseLength } from "../length.ts";

export type CompactFlags = {
  readonly db: string;
  readonly minutesFor: string;
  readonly hoursFor: string;
  readonly dryRun?: boolean;
  readonly vacuum?: boolean;
  readonly format: CompactFormat;
};

/** Rolls old counts up and prints what became of rows and file. Answers 1 when it was stopped before the end. */
export async function compact(flags: CompactFlags, io: Io): Promise<number> {
  const retention = {
    minutesFor: parseLength(flags.minutesFor, "--minutes-for"),
    hoursFor: parseLength(flags.hoursFor, "--hours-for"),
  };
  if (flags.dryRun === true) return tryOut(flags, retention, io);
  const db = openExisting(flags.db);
  try {
    const before = measured(db);
    const isDone = await rollUp(db, retention, io);
    if (isDone && flags.vacuum === true) vacuum(db);
    const change = { before, after: measured(db), isDryRun: false, isDone };
    io.stdout.write(compactSummary(change, flags.format));
    return isDone ? 0 : 1;
  } finally {
    db.close();
  }
}

/** Compacts a database before something else is done with it, and says nothing. False when it was stopped. */
export async function compactQuietly(path: string, io: Io): Promise<boolean> {
  const db = openExisting(path);
  try {
    return await rollUp(db, RETENTION, io);
  } finally {
    db.close();
  }
}

/** Takes a breath after each step, which is when signals are heard. */
async function rollUp(db: Database, retention: Retention, io: Io): Promise<boolean> {
  const horizon = horizonOf(db, secondOf(io.now()), retention);
  for (const _ of steps(db, horizon)) {
    await breath();
    if (io.signal.aborted) return false;
  }
  return true;
}

function tryOut(flags: CompactFlags, retention: Retention, io: Io): number {
  if (flags.vacuum === true)
    throw new Failure("--vacuum changes the file, and --dry-run changes nothing", null, 2);
  const change = reading(flags.db, (db) => {
    const before = measured(db);
    const horizon = horizonOf(db, secondOf(io.now()), retention);
    const after = { rows: rowCountsAfter(db, horizon), size: before.size };
    return { before, after, isDryRun: true, isDone: true };
  });
  io.stdout.write(compactSummary(change, flags.format));
  return 0;
}

function measured(db: Database): Compaction["before"] {
  return { rows: rowCounts(db), size: fileSizeOf(db) };
}
