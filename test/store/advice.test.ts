import { expect, test } from "vitest";
import { PLAYBOOK } from "../../src/meaning/playbook.ts";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/files.ts";

const ACTIONS = "SELECT cause, action FROM advice ORDER BY cause, step";

test("the advice of the database is the program's, cause by cause and step by step", () => {
  const db = openDatabase(":memory:");
  const told = Object.entries(PLAYBOOK)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([cause, { steps }]) => steps.map((action) => ({ cause, action })));
  expect(db.prepare(ACTIONS).all()).toEqual(told);
});

test("what another version of the program advised is replaced when the database is opened to write", () => {
  const path = `${temporaryFolder()}/result.db`;
  const before = openDatabase(path);
  const told = before.prepare(ACTIONS).all();
  before.exec("UPDATE _advice SET action = 'Do what was right then.' WHERE step = 1");
  before.exec("DELETE FROM _advice WHERE cause = 'mailbox'");
  before.close();
  const after = openDatabase(path);
  expect(after.prepare(ACTIONS).all()).toEqual(told);
});

test("opening a database whose advice is right writes nothing", () => {
  const path = `${temporaryFolder()}/result.db`;
  openDatabase(path).close();
  const db = openDatabase(path);
  expect(db.prepare("SELECT total_changes()").pluck().get()).toBe(0);
});
