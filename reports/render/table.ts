import { csvOf } from "./csv.ts";
import { jsonDocument, jsonLine, rowObject } from "./json.ts";
import type { Look } from "./look.ts";
import { withoutControls } from "./remote-text.ts";
import { paint, tableOf } from "./text-table.ts";

export type TableFormat = "text" | "json" | "jsonl" | "csv";

type Cell = string | number | null;
type Row = readonly Cell[];

/** Rows of a query, each by the names of its columns. */
export type SqlDocument = {
  readonly schema: "smtp-analyze/sql/1";
  readonly columns: readonly string[];
  readonly rows: readonly { readonly [column: string]: Cell }[];
};

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
      return jsonDocument({
        schema: "smtp-analyze/sql/1",
        columns,
        rows: rows.map((row) => rowObject(columns, row)),
      } satisfies SqlDocument);
    case "jsonl":
      return rows.map((row) => jsonLine(rowObject(columns, row))).join("");
    case "csv":
      return csvOf([columns, ...rows]);
  }
}

function textOf(columns: readonly string[], rows: readonly Row[], look: Look): string {
  const cells = rows.map((row) =>
    row.map((value) => (value === null ? "–" : withoutControls(String(value)))),
  );
  const [head = "", ...body] = tableOf(columns.map(withoutControls), cells);
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return `${[paint("bold", head, look), ...body, paint("dim", `(${count})`, look)].join("\n")}\n`;
}
