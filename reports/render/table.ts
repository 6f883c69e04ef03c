import { csvOf } from "./csv.ts";
import type { Look } from "./look.ts";
import { safeJson, withoutControls } from "./remote-text.ts";
import { paint, tableOf } from "./text-table.ts";

export type TableFormat = "text" | "json" | "jsonl" | "csv";

type Row = readonly (string | number | null)[];

/** Rows of any query. `json` is one document with a versioned schema, `jsonl` one object per line. */
export function renderTable(
  columns: readonly string[],
  rows: readonly Row[],
  format: TableFormat,
  look: Look,
): string {
  switch (format) {
    case "text":
      return textOf(columns, rows, look);
    case "json":
      return `${safeJson(JSON.stringify({ schema: "smtp-analyze/sql/1", columns, rows: rows.map((row) => objectOf(columns, row)) }, null, 2))}\n`;
    case "jsonl":
      return rows.map((row) => `${safeJson(JSON.stringify(objectOf(columns, row)))}\n`).join("");
    case "csv":
      return csvOf([columns, ...rows]);
  }
}

function objectOf(
  columns: readonly string[],
  row: Row,
): Readonly<Record<string, string | number | null>> {
  return Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]));
}

function textOf(columns: readonly string[], rows: readonly Row[], look: Look): string {
  const cells = rows.map((row) =>
    row.map((value) => (value === null ? "–" : withoutControls(String(value)))),
  );
  const [head = "", ...body] = tableOf(columns.map(withoutControls), cells);
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return `${[paint("bold", head, look), ...body, paint("dim", `(${count})`, look)].join("\n")}\n`;
}
