import { utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { oldestFirst } from "../../../ingest/sources/names.ts";
import { temporaryFolder } from "../../support/files.ts";

test("files come oldest first, everything else follows in its order", async () => {
  const folder = temporaryFolder();
  const file = (name: string, at: number): string => {
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), at, at);
    return join(folder, name);
  };
  const names = [
    file("mail.log", 9),
    "-",
    file("mail.log.1", 8),
    "/nonexistent",
    file("mail.log.2.gz", 7),
  ];
  expect((await oldestFirst(names)).map((name) => basename(name))).toEqual([
    "mail.log.2.gz",
    "mail.log.1",
    "mail.log",
    "-",
    "nonexistent",
  ]);
});
