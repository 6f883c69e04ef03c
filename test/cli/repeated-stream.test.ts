import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase, openReadOnly } from "../../src/store/open.ts";
import { readTails } from "../../src/store/tails.ts";
import { content, numbers } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const LINES = SAMPLE_LOG.trimEnd().split("\n");
const piece = (from: number, to: number): string => `${LINES.slice(from, to).join("\n")}\n`;

async function piped(db: string, stdin: string): Promise<string> {
  const answer = await command(["--db", db, "--tz", "UTC"], { stdin });
  expect(answer.exitCode).toBe(0);
  return answer.stderr;
}

/** Everything counted, without what was skipped, which the whole in one run has not. */
function counted(path: string): unknown {
  const db = openReadOnly(path);
  const views = content(db) as [string, string[]][];
  db.close();
  return views.map(([view, rows]) => [
    view,
    rows.filter((row) => !row.includes("duplicate-skipped")),
  ]);
}

async function whole(): Promise<unknown> {
  const db = join(temporaryFolder(), "whole.db");
  await piped(db, SAMPLE_LOG);
  return counted(db);
}

describe("a pipe that is started again", () => {
  test("counts what it repeats once, says so, and keeps the number", async () => {
    const db = join(temporaryFolder(), "result.db");
    await piped(db, piece(0, 8));
    expect(await piped(db, piece(5, LINES.length))).toContain(
      "7 lines · 5 understood · 1 not understood · 3 duplicates skipped · 1 × 421",
    );
    expect(counted(db)).toEqual(await whole());
    const opened = openReadOnly(db);
    const skipped = "SELECT sum(lines) FROM issue WHERE code = 'duplicate-skipped'";
    expect(numbers(opened, skipped)).toEqual([3]);
    opened.close();
  });

  test("at every line adds up to the whole, also where it brings nothing new", async () => {
    const db = join(temporaryFolder(), "result.db");
    for (let end = 1; end <= LINES.length; end++)
      await piped(db, piece(Math.max(0, end - 10), end));
    expect(await piped(db, piece(LINES.length - 10, LINES.length))).toContain(
      "0 lines · 0 understood · 0 not understood · 10 duplicates skipped",
    );
    expect(counted(db)).toEqual(await whole());
  });

  test("beside the pipe of another host goes on where its own stopped", async () => {
    const db = join(temporaryFolder(), "result.db");
    const other = (text: string): string => text.replaceAll(" mx1 ", " mx2 ");
    await piped(db, piece(0, 6));
    await piped(db, other(piece(0, 9)));
    expect(await piped(db, piece(2, LINES.length))).toContain("4 duplicates skipped");
    expect(await piped(db, other(piece(8, LINES.length)))).toContain("1 duplicates skipped");
    const opened = openReadOnly(db);
    expect(numbers(opened, "SELECT sum(lines) FROM coverage")).toEqual([2 * LINES.length]);
    opened.close();
  });

  test("tells a line that broke off from the whole one", async () => {
    const db = join(temporaryFolder(), "result.db");
    await piped(db, `${piece(0, 3)}${LINES[3]?.slice(0, 40)}`);
    expect(await piped(db, piece(1, 5))).toContain(
      "2 lines · 2 understood · 0 not understood · 2 d",
    );
  });
});

test("a file is not held against what was piped", async () => {
  const db = join(temporaryFolder(), "result.db");
  await piped(db, SAMPLE_LOG);
  const answer = await command(["--db", db, "--tz", "UTC", temporaryFile("mail.log", SAMPLE_LOG)]);
  expect(answer.stderr).toContain("15 lines · 11 understood");
});

test("the streams that were quiet longest are forgotten", async () => {
  const path = join(temporaryFolder(), "result.db");
  for (let at = 0; at < 3; at++) await piped(path, `line ${at}\n`);
  const db = openDatabase(path);
  const many = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 300)";
  db.exec(`${many} INSERT INTO _stream_tail (id, hashes) SELECT i, 'x' || i FROM n`);
  db.close();
  await piped(path, "one more\n");
  const opened = openReadOnly(path);
  const tails = readTails(opened);
  opened.close();
  expect(tails).toHaveLength(256);
  expect(tails[0]).toHaveLength(1);
  expect(tails.at(-1)).toEqual(["x46"]);
});
