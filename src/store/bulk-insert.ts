import type { Database } from "./database.ts";

/** Rows per statement. More gain nothing; fewer pay for each call. */
const ROWS = 32;

/** Collects rows and inserts them many at a time. `flush` writes what is left. */
export type AddRow = {
  add(values: readonly number[]): void;
  flush(): void;
};

/** The parts of an upsert: up to the column list, one row of values, what to do when the key is there already. */
export type Upsert = { readonly insert: string; readonly row: string; readonly conflict: string };

/** Prepares an upsert for one row and for many. Call `add` and `flush` inside one transaction. */
export function createBulkInsert(db: Database, { insert, row, conflict }: Upsert): AddRow {
  const one = db.prepare(`${insert} VALUES ${row} ${conflict}`);
  const many = db.prepare(`${insert} VALUES ${new Array(ROWS).fill(row).join(", ")} ${conflict}`);
  let values: number[] = [];
  let rows = 0;
  return {
    add(row) {
      for (const value of row) values.push(value);
      rows++;
      if (rows < ROWS) return;
      many.run(...values);
      values = [];
      rows = 0;
    },
    flush() {
      const width = values.length / Math.max(rows, 1);
      for (let at = 0; at < values.length; at += width) one.run(...values.slice(at, at + width));
      values = [];
      rows = 0;
    },
  };
}
