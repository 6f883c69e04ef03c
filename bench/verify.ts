import Database from "better-sqlite3";
import type { RefusalCount, Truth } from "./truth.ts";
import { countOf, sumOfCodes } from "./truth.ts";

/** One number of the generator's record and what the database says. */
export type Check = { readonly what: string; readonly expected: number; readonly found: number };

/** Local hops stand in the views but are no remote host; the record leaves them out. */
const REFUSALS_421 = `
  SELECT sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
  FROM deferral
  WHERE code = 421 AND provider <> 'local'
`;

const REFUSALS = `
  SELECT sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
  FROM deferral
  WHERE provider <> 'local'
`;

const ATTEMPTS = `
  SELECT sum(delivered) AS delivered, sum(deferred) AS deferred, sum(bounced) AS bounced, sum(lost) AS lost,
         sum(unreachable) AS unreachable
  FROM attempt
  WHERE provider <> 'local'
`;

const LINES =
  "SELECT sum(lines) AS lines, sum(bytes) AS bytes, sum(not_understood) AS not_understood FROM coverage";

type Row = Record<string, number | null>;

/** Compares a database made from a generated log with the record of that log. */
export function verify(path: string, truth: Truth): readonly Check[] {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const only = (sql: string): Row => (db.prepare(sql).get() ?? {}) as Row;
    const attempts = { ...truth.attempts, unreachable: truth.unreachable.connections };
    const lines = { lines: truth.lines, bytes: truth.bytes, not_understood: 0 };
    return [
      ...compare("421", countOf(truth, 421), only(REFUSALS_421)),
      ...compare("all replies", sumOfCodes(truth), only(REFUSALS)),
      ...compare("attempt", attempts, only(ATTEMPTS)),
      ...compare("coverage", lines, only(LINES)),
    ];
  } finally {
    db.close();
  }
}

function compare(
  name: string,
  expected: RefusalCount | Record<string, number>,
  found: Row,
): readonly Check[] {
  return Object.entries(expected).map(([column, value]) => ({
    what: `${name}: ${column}`,
    expected: value,
    found: found[column] ?? 0,
  }));
}

export function isWrong(check: Check): boolean {
  return check.expected !== check.found;
}
