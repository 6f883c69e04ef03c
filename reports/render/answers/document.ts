import { csvOf } from "../csv.ts";
import { jsonDocument, jsonLine, rowObject } from "../json.ts";
import type { TableFormat } from "../table.ts";

type Cell = string | number | boolean | null;

/** An answer in a machine's format: the whole document, or its rows one by one. */
type Document = {
  readonly answer: object;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly text: () => string;
};

/** `json` is one document with a versioned schema, `jsonl` and `csv` are its rows. */
export function renderDocument(
  { answer, columns, rows, text }: Document,
  format: TableFormat,
): string {
  switch (format) {
    case "text":
      return text();
    case "json":
      return jsonDocument(answer);
    case "jsonl":
      return rows.map((row) => jsonLine(rowObject(columns, row))).join("");
    case "csv":
      return csvOf([columns, ...rows.map((row) => row.map(csvCell))]);
  }
}

function csvCell(cell: Cell): string | number | null {
  return typeof cell === "boolean" ? String(cell) : cell;
}
