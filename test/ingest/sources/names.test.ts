import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inputsOf } from "../../../ingest/sources/names.ts";
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
  expect((await inputsOf(names)).names.map((name) => basename(name))).toEqual([
    "mail.log.2.gz",
    "mail.log.1",
    "mail.log",
    "-",
    "nonexistent",
  ]);
});

test("a folder stands for the logs in it, and says what else is there", async () => {
  const folder = temporaryFolder();
  const put = (name: string, content: string | Uint8Array, at: number): void => {
    writeFileSync(join(folder, name), content);
    utimesSync(join(folder, name), at, at);
  };
  put("mail.log", "Nov 20 10:15:07 mx1 postfix/smtp[1]: x\n", 9);
  put("mail.log.1", "Nov 19 10:15:07 mx1 postfix/smtp[1]: x\n\0\0\0\n", 8);
  put("mail.log.2.gz", gzipSync("Nov 18 10:15:07 mx1 postfix/smtp[1]: x\n"), 7);
  put("results.db", "SQLite format 3\0", 6);
  put("wtmp", new Uint8Array(384), 5);
  put("report.html", "<!doctype html>", 4);
  mkdirSync(join(folder, "journal"));
  writeFileSync(join(folder, "journal", "mail.log"), "not read");
  const { names, skipped, failures } = await inputsOf([folder, join(folder, "mail.log")]);
  const bare = (paths: readonly string[]) => paths.map((path) => basename(path));
  expect(bare(names)).toEqual(["mail.log.2.gz", "mail.log.1", "mail.log"]);
  expect(bare(skipped)).toEqual(["journal", "report.html", "results.db", "wtmp"]);
  expect(failures).toEqual([]);
});

test("a folder without logs is a failure that says so", async () => {
  const folder = temporaryFolder();
  const { names, failures } = await inputsOf([folder]);
  expect(names).toEqual([]);
  expect(failures.map((failure) => failure.message)).toEqual([`no log in the folder ${folder}`]);
});
