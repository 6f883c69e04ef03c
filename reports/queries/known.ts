import { type Database, rowsOf } from "./ask.ts";

const PROVIDERS = "SELECT DISTINCT provider FROM remote ORDER BY provider";

/** Every provider that a log told of, by its key. */
export function providersIn(db: Database): readonly string[] {
  return rowsOf<{ readonly provider: string }>(db, PROVIDERS, {}).map(({ provider }) => provider);
}

const SENDERS = "SELECT EXISTS (SELECT 1 FROM sender) AS counted";

/** Whether anybody ever asked for senders to be counted. */
export function hasSenders(db: Database): boolean {
  return rowsOf<{ readonly counted: number }>(db, SENDERS, {})[0]?.counted === 1;
}
