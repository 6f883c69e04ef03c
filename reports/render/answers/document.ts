import { csvOf } from "../csv.ts";
import { safeJson } from "../remote-text.ts";
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
      return `${safeJson(JSON.stringify(answer, null, 2))}\n`;
    case "jsonl":
      return rows.map((row) => `${safeJson(JSON.stringify(objectOf(columns, row)))}\n`).join("");
    case "csv":
      return csvOf([columns, ...rows.map((row) => row.map(csvCell))]);
  }
}

function objectOf(columns: readonly string[], row: readonly Cell[]): object {
  return Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]));
}

function csvCell(cell: Cell): string | number | null {
  return typeof cell === "boolean" ? String(cell) : cell;
}
