import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createMailLog } from "../chaos/mail-log.ts";
import { content } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { walk } from "../support/walk.ts";

const LOG = createMailLog(openRandom(1)).lines(3000);

const UNLIMITED = 1_000_000;

const pages = (db: Database): number => Number(db.pragma("page_count", { simple: true }));

/** Gives a database so much room to grow; SQLite says SQLITE_FULL beyond, wherever it happens to be. */
function limit(db: Database, most: number): void {
  db.pragma(`max_page_count = ${most}`);
}

test("a walk for which the disk is full, wherever that happens, leaves the last commit", async () => {
  const whole = openDatabase(":memory:");
  await walk([temporaryFile("mail.log", LOG)], whole);
  const random = openRandom(2);
  const folder = temporaryFolder();
  const log = join(folder, "mail.log");
  const db = openDatabase(join(folder, "result.db"));
  let failures = 0;
  for (let written = 0; written < LOG.length; ) {
    written += 1 + random.below(LOG.length / 100);
    writeFileSync(log, LOG.slice(0, written));
    limit(db, pages(db) + random.below(4));
    const failure = await walk([log], db, { commitEvery: 0 }).catch((error: unknown) => error);
    if (failure instanceof Failure) failures++;
    else expect(failure).toMatchObject({ flaws: 0 });
    limit(db, UNLIMITED);
  }
  await walk([log], db);
  expect(failures).toBeGreaterThan(20);
  expect(content(db)).toEqual(content(whole));
});
