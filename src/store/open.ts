import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { keepAdvice } from "./advice.ts";
import { connect, type Database, pragmaOf } from "./database.ts";
import { LATEST_VERSION, migrate } from "./migrate.ts";
import { guarded } from "./trouble.ts";

/** `smta` in ASCII: marks the file as ours (SQLite's application_id). */
const APPLICATION_ID = 0x736d_7461;

/**
 * Opens the result database for writing, makes it or brings it up to date. `patience`: how long to wait for others that write to it,
 * in milliseconds. Throws a Failure that names the file.
 */
export function openDatabase(path: string, patience?: number): Database {
  return guarded(path, () => {
    refuseFolder(path);
    if (path !== ":memory:" && !existsSync(path)) createFile(path);
    return prepared(connect(path, "write", patience), (db) => {
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = NORMAL");
      db.pragma("foreign_keys = OFF");
      claim(db, path);
      migrate(db);
      keepAdvice(db);
    });
  });
}

/** Opens an existing result database for writing and brings it up to date. Throws a Failure that names the file. */
export function openExisting(path: string): Database {
  refuseMissing(path);
  return openDatabase(path);
}

/** Opens an existing result database for reading only. Throws a Failure that names the file. */
export function openReadOnly(path: string): Database {
  refuseMissing(path);
  return guarded(path, () => {
    try {
      return prepared(connect(path, "read"), (db) => {
        checkOwner(db, path);
        if (versionOf(db) < LATEST_VERSION) throw olderThanProgram(path);
      });
    } catch (error) {
      throw notAllowed(path, error) ?? error;
    }
  });
}

/** Uses an existing result database for reading only, and closes it again. Throws a Failure that names the file. */
export function reading<T>(path: string, use: (db: Database) => T): T {
  const db = openReadOnly(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** SQLite says of a folder that the disk is broken. */
function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new Failure(
    `cannot use the database ${path}: it is a folder`,
    `name a file in it: --db ${join(path, "smtp-analyze.db")}`,
  );
}

function refuseMissing(path: string): void {
  guarded(path, () => refuseFolder(path));
  if (existsSync(path)) return;
  throw new Failure(
    `no database at ${path}`,
    "read a log first: smtp-analyze ingest /var/log/mail.log, or name another database with --db",
  );
}

/**
 * Why this user cannot read a database that is there, where that is why: SQLite says no more than that it cannot open it. In WAL mode
 * who reads it needs the files `-wal` and `-shm` beside it, and makes them where nobody else has.
 */
function notAllowed(path: string, error: unknown): Failure | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("SQLITE_CANTOPEN") && !code.startsWith("SQLITE_READONLY")) return null;
  if (!isAllowed(path, constants.R_OK)) {
    return new Failure(
      `cannot read the database ${path}: permission denied`,
      "run as a user who may read it, or let this one: by its group, with chmod",
    );
  }
  const folder = dirname(path);
  if (isAllowed(folder, constants.W_OK)) return null;
  return new Failure(
    `cannot read the database ${path}: this user may not write to ${folder}`,
    "SQLite makes files beside it to read it: let this user write there, or run as one who may",
  );
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** How long to wait for another process that is writing, in milliseconds, before that is a failure. */
export function waitForOthers(db: Database, milliseconds: number): void {
  db.pragma(`busy_timeout = ${milliseconds}`);
}

/** Whether another process is writing just now. */
export function isLocked(db: Database): boolean {
  const patience = db.pragma("busy_timeout", { simple: true });
  db.pragma("busy_timeout = 0");
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch {
    return true;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

function prepared(db: Database, prepare: (db: Database) => void): Database {
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * The file is made before SQLite opens it, so that it is never readable by others; -wal and -shm inherit its mode. Another process
 * may make it at the same time, and it may be a link to where it shall be.
 */
function createFile(path: string): void {
  closeSync(openSync(path, "a", 0o640));
  chmodSync(path, 0o640);
}

function claim(db: Database, path: string): void {
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (tables === 0 && versionOf(db) === 0) {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    return;
  }
  checkOwner(db, path);
}

function checkOwner(db: Database, path: string): void {
  if (db.pragma("application_id", { simple: true }) !== APPLICATION_ID) {
    throw new Failure(
      `cannot use the database ${path}: another program made it`,
      "choose another file with --db",
    );
  }
  if (versionOf(db) > LATEST_VERSION) {
    throw new Failure(
      `cannot use the database ${path}: a newer smtp-analyze made it (schema ${versionOf(db)}, this program knows ${LATEST_VERSION})`,
      "upgrade this program, or choose another file with --db",
    );
  }
}

function olderThanProgram(path: string): Failure {
  return new Failure(
    `cannot read the database ${path}: an older smtp-analyze made it`,
    `bring it up to date: smtp-analyze ingest --db ${path} /dev/null`,
  );
}

function versionOf(db: Database): number {
  return pragmaOf(db, "user_version");
}
