import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import { openDatabase, openReadOnly } from "../../src/store/open.ts";
import { content, numbers, read } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SPLIT_LOGS } from "../support/split-logs.ts";
import { walk } from "../support/walk.ts";

const MOST = 80;

/** Every place behind a line (of objects that span lines, some of them), and as many anywhere. */
function cutsOf(text: string): readonly number[] {
  const random = openRandom(text.length);
  const ends = [...text.slice(0, -1)].flatMap((unit, at) => (unit === "\n" ? [at + 1] : []));
  const behind = ends.filter(() => random.chance(MOST / Math.max(MOST, ends.length)));
  return [...behind, ...behind.map(() => 1 + random.below(text.length - 1))];
}

describe.each(SPLIT_LOGS)("a run that ends anywhere in %s", (_, text) => {
  const whole = async () => content(await read(temporaryFile("mail.log", text)));

  test("is followed by one that counts what one run counts", async () => {
    const expected = await whole();
    for (const cut of cutsOf(text)) {
      const log = temporaryFile("mail.log", text.slice(0, cut));
      const db = await read(log);
      appendFileSync(log, text.slice(cut));
      await walk([log], db);
      expect([cut, content(db)]).toEqual([cut, expected]);
      db.close();
    }
  }, 120_000);

  test("and so when the log is compressed meanwhile, and when runs end at many places", async () => {
    const expected = await whole();
    const cuts = [...cutsOf(text)].sort((a, b) => a - b);
    const log = join(temporaryFolder(), "mail.log");
    const db = openDatabase(":memory:");
    for (const [run, cut] of [...cuts, text.length].entries()) {
      const part = text.slice(0, cut);
      writeFileSync(log, run % 2 === 0 ? part : gzipSync(part));
      await walk([log], db);
    }
    expect(content(db)).toEqual(expected);
  }, 120_000);
});

const REFUSED = "SELECT sum(recipients), sum(replies), sum(shadowed) FROM deferral";
const TRIED = "SELECT sum(delivered), sum(deferred), sum(bounced), sum(lost) FROM attempt";

describe.each(
  SPLIT_LOGS.filter(([name]) => ["Kubernetes CRI", "Exim's parts in syslog"].includes(name)),
)("a pipe that ends anywhere in %s", (_, text) => {
  test("is followed by one that repeats its last twenty lines, and counts what one counts", async () => {
    const lines = text.trimEnd().split("\n");
    const sums = async (...streams: readonly (readonly string[])[]): Promise<unknown> => {
      const path = join(temporaryFolder(), "result.db");
      for (const stream of streams)
        await command(["ingest", "-q", "--tz", "UTC", "--db", path], {
          stdin: stream.map((line) => `${line}\n`).join(""),
        });
      const db = openReadOnly(path);
      const found = [numbers(db, REFUSED), numbers(db, TRIED)];
      db.close();
      return found;
    };
    const whole = await sums(lines);
    for (let cut = 1; cut < lines.length; cut++) {
      const [first, rest] = [lines.slice(0, cut), lines.slice(Math.max(0, cut - 20))];
      expect([cut, await sums(first, rest)]).toEqual([cut, whole]);
    }
  }, 120_000);
});
