import { createRequire } from "node:module";
import BetterSqlite from "better-sqlite3";
import { Failure } from "../domain/failure.ts";

/** An open result database. The only type of better-sqlite3 that leaves this file. */
export type Database = BetterSqlite.Database;

/** How long to wait for another process that is writing, in milliseconds. */
const BUSY_MS = 10_000;

/** Opens a SQLite file as it is. `patience`: how long to wait for others, in milliseconds. Throws a Failure when the native binding cannot work here. */
export function connect(
  path: string,
  mode: "write" | "read",
  patience: number = BUSY_MS,
): Database {
  guardBinding();
  return new BetterSqlite(path, { timeout: patience, readonly: mode === "read" });
}

/** A number that SQLite keeps about a database. */
export function pragmaOf(db: Database, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}

/**
 * better-sqlite3 13 needs Node-API 10 and crashes the process on an older Node; a binding that was never built throws a
 * long list of paths. Both end here with a sentence.
 */
function guardBinding(): void {
  const require = createRequire(import.meta.url);
  const { version } = require("better-sqlite3/package.json") as { version: string };
  if (Number.parseInt(version, 10) >= 13 && Number(process.versions["napi"]) < 10) {
    throw new Failure(
      `better-sqlite3 ${version} needs Node 22.14 or later; this is ${process.version}`,
      "install again with this Node: npm install",
    );
  }
  try {
    new BetterSqlite(":memory:").close();
  } catch {
    throw new Failure("the SQLite binding is not built", "run: npm rebuild better-sqlite3");
  }
}
