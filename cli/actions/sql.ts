import { text as readText } from "node:stream/consumers";
import { renderTable, type TableFormat } from "../../reports/render/table.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Database } from "../../src/store/database.ts";
import { reading } from "../../src/store/open.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";

export type SqlFlags = { readonly db: string; readonly format: TableFormat };

/** Runs one reading statement and prints its rows. */
export async function sql(statement: string, flags: SqlFlags, io: Io): Promise<void> {
  const source = statement === "-" ? await readText(io.stdin) : statement;
  const { columns, rows } = reading(flags.db, (db) => query(db, source));
  print(renderTable(columns, rows, flags.format, lookOf(io)), flags.format, io);
}

type Answer = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

function query(db: Database, source: string): Answer {
  try {
    const statement = db.prepare<[], unknown[]>(source);
    if (!statement.reader)
      throw new Failure("the statement gives no rows", "sql only reads: write a SELECT");
    const rows = statement
      .raw()
      .all()
      .map((row) => row.map(plain));
    return { columns: statement.columns().map((column) => column.name), rows };
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(
      `cannot run the statement: ${error.message}`,
      "the views: smtp-analyze sql \"SELECT name FROM sqlite_schema WHERE type = 'view'\"",
    );
  }
}

function plain(value: unknown): string | number | null {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  return String(value);
}
