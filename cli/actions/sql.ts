import { text as readText } from "node:stream/consumers";
import { renderTable, type TableFormat } from "../../reports/render/table.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Database } from "../../src/store/database.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { columnsOf, hasColour, type Io } from "../io.ts";
import { print } from "../print.ts";

export type SqlFlags = { readonly db: string; readonly format: TableFormat };

/** Runs one reading statement and prints its rows. */
export async function sql(statement: string, flags: SqlFlags, io: Io): Promise<void> {
  const source = statement === "-" ? await readText(io.stdin) : statement;
  const db = openReadOnly(flags.db);
  try {
    const { columns, rows } = query(db, source);
    const look = { columns: columnsOf(io.stdout), colour: hasColour(io, io.stdout) };
    print(renderTable(columns, rows, flags.format, look), flags.format, io);
  } finally {
    db.close();
  }
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
