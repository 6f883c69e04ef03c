import type { Database } from "../../src/store/database.ts";

export type { Database };

/**
 * What every question of a report is about. Times are epoch seconds, half-open. `codes` and `causes` are JSON arrays:
 * a reply is inside the lens when its code is in the one or its cause in the other. `throttling` lists the throttling causes.
 */
export type Scope = {
  readonly from: number;
  readonly until: number;
  readonly width: number;
  readonly codes: string;
  readonly causes: string;
  readonly throttling: string;
};

type Parameters = Readonly<Record<string, string | number | null>>;

/** Runs one statement. `Row` repeats the statement's columns; this is the one place that trusts it to. */
export function rowsOf<Row>(db: Database, sql: string, parameters: Parameters): readonly Row[] {
  return db.prepare(sql).all(parameters) as Row[];
}

/** A column that `json_group_array` made, or a parameter for `json_each`: a row of many values costs less than many rows. */
export function listIn<Item>(column: string): readonly Item[] {
  return JSON.parse(column) as Item[];
}

/** ` :from` → what stands before, name of a parameter: a colon after a blank or a bracket */
const PARAMETER = /([\s(]):([a-z]+)/gu;

/** The statement with its parameters written out, for people who want to run it in `sqlite3`. */
export function writtenOut(sql: string, parameters: Parameters): string {
  const text = sql.replace(PARAMETER, (whole, before: string, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (value === null) return `${before}NULL`;
    const written = typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
    return before + written;
  });
  return text.trim().replaceAll("\n  ", "\n");
}
