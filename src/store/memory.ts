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

/**
 * Tells whether nobody else has written since this process did last, and that it writes now. Call at every write, inside its
 * transaction.
 */
export function createRevision(memory: Memory, key: string): () => boolean {
  let known = memory.recall(key) ?? "0";
  return () => {
    const current = memory.recall(key) ?? "0";
    const isAlone = current === known;
    known = String(Number(current) + 1);
    memory.keep(key, known);
    return isAlone;
  };
}

const SALT = "salt";

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
