import { statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { saltOf } from "../../src/store/memory.ts";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/files.ts";

test("two processes that make a database at once agree on its salt", () => {
  const path = join(temporaryFolder(), "result.db");
  const [one, other] = [openDatabase(path), openDatabase(path)];
  let theirs = 0;
  const ours = saltOf(one, () => {
    theirs = saltOf(other, () => 0.25);
    return 0.75;
  });
  expect([ours, saltOf(one, () => 0.5)]).toEqual([theirs, theirs]);
});

test("a link to where the database shall be is followed, and nobody else may read it", () => {
  const folder = temporaryFolder();
  symlinkSync(join(folder, "target.db"), join(folder, "result.db"));
  openDatabase(join(folder, "result.db")).close();
  expect(statSync(join(folder, "target.db")).mode & 0o777).toBe(0o640);
});
