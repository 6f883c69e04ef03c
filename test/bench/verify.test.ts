import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countOf, openTruth } from "../../bench/truth.ts";
import { isWrong, verify } from "../../bench/verify.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A database with the columns of the views that are compared, and one row at a provider and one at a local hop. */
function databaseWith(recipients: number): string {
  const path = join(folder, "test.db");
  const db = new Database(path);
  db.exec(`
    CREATE TABLE deferral (provider TEXT, code INTEGER, recipients INTEGER, replies INTEGER, withheld INTEGER, shadowed INTEGER);
    CREATE TABLE attempt (provider TEXT, delivered INTEGER, deferred INTEGER, bounced INTEGER, lost INTEGER, unreachable INTEGER);
    CREATE TABLE coverage (lines INTEGER, bytes INTEGER, not_understood INTEGER);
    INSERT INTO deferral VALUES ('google', 421, ${recipients}, 2, 0, 1), ('local', 421, 50, 50, 0, 0), ('google', 450, 4, 4, 0, 0);
    INSERT INTO attempt VALUES ('google', 10, 7, 1, 1, 2), ('local', 99, 0, 0, 0, 0);
    INSERT INTO coverage VALUES (100, 9000, 0);
  `);
  db.close();
  return path;
}

function recordOf(): ReturnType<typeof openTruth> {
  const truth = openTruth();
  Object.assign(truth, { lines: 100, bytes: 9000 });
  Object.assign(countOf(truth, 421), { recipients: 3, replies: 2, shadowed: 1 });
  Object.assign(countOf(truth, 450), { recipients: 4, replies: 4 });
  truth.attempts = { delivered: 10, deferred: 7, bounced: 1, lost: 1 };
  truth.unreachable = { connections: 2, recipients: 2 };
  return truth;
}

test("a database that holds what was generated passes, local hops left aside", () => {
  const checks = verify(databaseWith(3), recordOf());
  expect(checks.filter(isWrong)).toEqual([]);
  expect(checks).toHaveLength(16);
});

test("a recipient too many is named", () => {
  expect(verify(databaseWith(4), recordOf()).filter(isWrong)).toEqual([
    { what: "421: recipients", expected: 3, found: 4 },
    { what: "all replies: recipients", expected: 7, found: 8 },
  ]);
});
