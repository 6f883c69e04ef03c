type Value = string | number | null;

/** The order of two values as SQLite has it: NULL before everything. */
export function nullFirst(a: Value, b: Value): number {
  if (a === b) return 0;
  return a === null || (b !== null && a < b) ? -1 : 1;
}
