import type { Database } from "../../../src/store/database.ts";
import { openDatabase } from "../../../src/store/open.ts";
import { walk } from "../../support/walk.ts";

/** What reading a file says, and the database that it gives. */
export async function readPacked(
  name: string,
): Promise<{ db: Database; failures: readonly string[] }> {
  const failures: string[] = [];
  const db = openDatabase(":memory:");
  await walk([name], db, { failed: ({ message }) => failures.push(message) });
  return { db, failures };
}
