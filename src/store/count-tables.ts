import type { Database } from "./database.ts";

/** A table of counts by time: its key besides the bucket, and the columns that are added up. */
export type CountTable = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly sums: readonly string[];
};

/** Every table with buckets. What is not part of its primary key is a count. */
const COLUMNS = `
  SELECT t.name AS "table", c.name AS "column", c.pk > 0 AS is_key
  FROM sqlite_schema AS t
  JOIN pragma_table_info(t.name) AS c
  WHERE t.type = 'table'
    AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'bucket_seconds')
    AND c.name NOT IN ('bucket', 'bucket_seconds')
  ORDER BY t.name, c.cid
`;

type ColumnRow = { readonly table: string; readonly column: string; readonly is_key: number };

/** The tables that hold counts by minute, as the schema has them: a new one needs no word here. */
export function countTables(db: Database): readonly CountTable[] {
  const columns = db.prepare<[], ColumnRow>(COLUMNS).all();
  const names = [...new Set(columns.map((column) => column.table))];
  return names.map((name) => {
    const own = columns.filter((column) => column.table === name);
    return {
      name,
      keys: own.filter((column) => column.is_key === 1).map((column) => column.column),
      sums: own.filter((column) => column.is_key === 0).map((column) => column.column),
    };
  });
}

/** Writes a table's names into a statement. They come from the schema, never from outside. */
export function statementFor({ name, keys, sums }: CountTable, template: string): string {
  return template
    .replaceAll("TABLE", name)
    .replaceAll("KEYS", keys.join(", "))
    .replaceAll("TOTALS", sums.map((column) => `sum(${column})`).join(", "))
    .replaceAll(
      "ADDED",
      sums.map((column) => `${column} = ${column} + excluded.${column}`).join(", "),
    )
    .replaceAll("SUMS", sums.join(", "));
}
