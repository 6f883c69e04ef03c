import { safeJson } from "./remote-text.ts";

/** A document of its own, safe in a terminal. Its fields are the interface: added to, never changed, under one `schema`. */
export function jsonDocument(document: object): string {
  return `${safeJson(JSON.stringify(document, null, 2))}\n`;
}

/** One of many objects, each on a line of its own. */
export function jsonLine(object: object): string {
  return `${safeJson(JSON.stringify(object))}\n`;
}

/** The cells of a row under the names of their columns. */
export function rowObject<Cell>(
  columns: readonly string[],
  row: readonly Cell[],
): Readonly<Record<string, Cell | null>> {
  return Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]));
}
