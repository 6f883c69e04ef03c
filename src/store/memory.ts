import { besideOthers, type DuplicatesState } from "../tally/duplicates.ts";
import type { Database } from "./database.ts";

const READ = "SELECT value FROM _memory WHERE key = :key";
const WRITE = `
  INSERT INTO _memory (key, value) VALUES (:key, :value)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value
`;

/** What one process leaves for the next, text by key. */
export type Memory = {
  recall(key: string): string | undefined;
  keep(key: string, value: string): void;
};

export function createMemory(db: Database): Memory {
  const read = db.prepare<{ key: string }, string>(READ).pluck();
  const write = db.prepare(WRITE);
  return {
    recall: (key) => read.get({ key }),
    keep: (key, value) => write.run({ key, value }),
  };
}

const DUPLICATES = "duplicates 2";
const SALT = "salt";

/** The last events of each log host, by which a line that came twice is known (design section 4: part of the checkpoint). */
export function readDuplicates(db: Database): DuplicatesState {
  const value = createMemory(db).recall(DUPLICATES);
  return value === undefined ? [] : (JSON.parse(value) as DuplicatesState);
}

/** Keeps the last events. Call inside the transaction that writes the counts. */
export type WriteDuplicates = (duplicates: DuplicatesState) => void;

/**
 * Another process may count into the same database: the events that it kept last stay beside our own. Make this before reading
 * them, so that nothing falls between the two.
 */
export function createDuplicatesWriter(db: Database): WriteDuplicates {
  const memory = createMemory(db);
  let known = memory.recall(DUPLICATES) ?? "[]";
  let others: DuplicatesState = [];
  return (duplicates) => {
    const current = memory.recall(DUPLICATES) ?? "[]";
    if (current !== known) others = JSON.parse(current) as DuplicatesState;
    known = JSON.stringify(besideOthers(duplicates, others));
    if (known !== current) memory.keep(DUPLICATES, known);
  };
}

/** Whoever is first decides: two processes that begin at once must have one salt. */
const FIRST = "INSERT INTO _memory (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING";

/** A number of this database's own, made at its first use with `random`: it keeps hashed recipients from being looked up. */
export function saltOf(db: Database, random: () => number): number {
  const memory = createMemory(db);
  const known = memory.recall(SALT);
  if (known !== undefined) return Number(known);
  db.prepare(FIRST).run({ key: SALT, value: String(Math.floor(random() * 2 ** 31)) });
  return Number(memory.recall(SALT));
}
