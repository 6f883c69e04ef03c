import { withoutControls } from "./remote-text.ts";

/** `=cmd()`, ` -1`, `＝cmd()` → a cell that a spreadsheet would run. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

/** `a "b", c` → a cell that needs quotes (RFC 4180 §2). */
const NEEDS_QUOTES = /[",\r\n]/u;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const shown = withoutControls(value);
  const guarded = FORMULA.test(shown) ? `'${shown}` : shown;
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Records with a header, ended by CR LF (RFC 4180 §2). */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
