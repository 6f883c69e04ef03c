import { BusyFailure, Failure, PassingFailure } from "../domain/failure.ts";

/** What SQLite or the file system said about this database, as a Failure; anything else stays what it is. */
export function storeFailure(path: string, error: unknown): unknown {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  for (const [start, cause, hint] of TROUBLES) {
    if (!code.startsWith(start)) continue;
    const message = `cannot use the database ${path}: ${cause}`;
    if (start === "SQLITE_BUSY") return new BusyFailure(message, hint);
    return PASSING.has(start) ? new PassingFailure(message, hint) : new Failure(message, hint);
  }
  return error;
}

/** Whatever fails at the database of this path is thrown as a Failure that names it. */
export function guarded<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw storeFailure(path, error);
  }
}

/** Troubles that an administrator, or time, mends while the program runs. */
const PASSING: ReadonlySet<string> = new Set(["SQLITE_FULL", "SQLITE_IOERR", "ENOSPC"]);

/** Error code, cause, what to do next. */
const TROUBLES: readonly (readonly [string, string, string])[] = [
  ["SQLITE_NOTADB", "it is not a SQLite file", "choose another file with --db"],
  [
    "SQLITE_BUSY",
    "another process is writing to it",
    "wait until that run has ended and run again; nothing was counted twice",
  ],
  [
    "SQLITE_FULL",
    "the disk is full",
    "free some space and run again: reading goes on after the last commit",
  ],
  [
    "SQLITE_IOERR",
    "the disk reports an error, or is full",
    "free some space or check the disk and run again: reading goes on after the last commit",
  ],
  [
    "SQLITE_READONLY",
    "it or its folder is read-only",
    "choose a writable place with --db, or change the permissions",
  ],
  [
    "SQLITE_CANTOPEN",
    "it cannot be opened",
    "it and its folder must be there, and this user may read and write both; else choose another place with --db",
  ],
  [
    "SQLITE_CORRUPT",
    "it is damaged",
    "restore it from a backup, or move it away and read the logs again",
  ],
  [
    "EACCES",
    "permission denied",
    "choose a writable place with --db, or run as a user who may write there",
  ],
  ["EPERM", "permission denied", "choose a writable place with --db"],
  ["EROFS", "the file system is read-only", "choose a writable place with --db"],
  ["ENOENT", "its folder does not exist", "make the folder, or choose another place with --db"],
  ["ENOTDIR", "part of its path is not a folder", "choose another place with --db"],
  ["EISDIR", "it is a folder", "name a file with --db"],
  ["ENOSPC", "the disk is full", "free some space and run again"],
];
