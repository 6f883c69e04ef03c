import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openReadOnly } from "../../src/store/open.ts";
import { command } from "../support/run.ts";
import {
  NEVER_LOGGED,
  readSentReplies,
  tallyOfSent,
  tallyOfStored,
} from "../support/server-truth.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

/** What Postfix logs of a reply longer than this does not say what it answered. */
const POSTFIX_CUT = 2000;

const linesOf = (name: string): readonly string[] =>
  readFileSync(join(EXAMPLES, name), "utf8").trimEnd().split("\n");

const POSTFIX = linesOf("postfix-file/mail.log");
const EXIM = linesOf("exim-mainlog/default.log");
const EXIM_ALL = linesOf("exim-mainlog/all.log");

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/** `Nov 16 00:10:07 mta1 postfix/smtp[77]: …` → stamp, host, tag, pid, message */
const SYSLOG = /^(\w{3} \d\d \d\d:\d\d:\d\d) (\S+) ([^[]+)\[(\d+)\]: (.*)$/u;

const instantOf = (stamp: string): string => new Date(`${stamp} 2026 UTC`).toISOString();

/** The same lines as rsyslog, journald and a container would keep them. */
const asIso = (line: string): string => line.replace(/^\w{3} \d\d \d\d:\d\d:\d\d/u, instantOf);

const asJournal = (line: string): string => {
  const [, stamp = "", host, tag, pid, message] = SYSLOG.exec(line) ?? [];
  return JSON.stringify({
    __REALTIME_TIMESTAMP: `${Date.parse(instantOf(stamp))}000`,
    _HOSTNAME: host,
    SYSLOG_IDENTIFIER: tag,
    _PID: pid,
    MESSAGE: message,
  });
};

const asDocker = (line: string): string =>
  JSON.stringify({
    log: `${line}\n`,
    stream: "stdout",
    time: line.startsWith("2026-")
      ? `${line.slice(0, 10)}T${line.slice(11, 19)}Z`
      : "2026-11-21T13:00:00Z",
  });

const compressed = (program: string, text: string): Buffer =>
  execFileSync(program, ["-c"], { input: text, maxBuffer: 1 << 26 });

/** Cuts lines into so many parts. */
function parts(lines: readonly string[], count: number): readonly (readonly string[])[] {
  const size = Math.ceil(lines.length / count);
  return Array.from({ length: count }, (_, at) => lines.slice(at * size, (at + 1) * size));
}

/** Postfix in five files, Exim in two, each in a shape of its own: name and content, oldest first. */
function contents(): readonly (readonly [string, string | Buffer])[] {
  const [first = [], second = [], third = [], fourth = [], fifth = []] = parts(POSTFIX, 5);
  return [
    ["mail.log.4.gz", gzipSync(textOf(first))],
    ["mail.log.3.xz", compressed("xz", textOf(second.map(asIso)))],
    ["journal.json.bz2", compressed("bzip2", textOf(third.map(asJournal)))],
    ["mail.log.1", textOf(fourth.map((line) => `<22>${line}\r`))],
    ["journal.json", textOf(fifth.map(asJournal))],
    ["mainlog.2.zst", compressed("zstd", textOf(EXIM))],
    ["container.json", textOf(EXIM_ALL.map(asDocker))],
  ];
}

async function ingest(db: string, ...paths: readonly string[]): Promise<void> {
  const answer = await command([...paths, "--quiet", "--tz", "UTC", "--year", "2026", "--db", db]);
  expect(answer).toEqual({ exitCode: 0, stdout: "", stderr: "" });
}

const COVERAGE = `
  SELECT sum(lines) AS lines, sum(understood) AS understood, sum(irrelevant) AS irrelevant, sum(not_understood) AS not_understood
  FROM coverage
`;
const DEFERRALS = `
  SELECT mta || ' ' || bucket || ' ' || remote_host || ' ' || coalesce(remote_ip, '') || ' ' || code || ' ' || coalesce(enhanced, '-') || ' ' || stage AS key,
    sum(recipients) AS recipients, sum(replies) AS replies, sum(withheld) AS withheld, sum(shadowed) AS shadowed
  FROM deferral GROUP BY key
`;
const ATTEMPTS = `
  SELECT mta || ' ' || bucket || ' ' || remote_host || ' ' || coalesce(remote_ip, '') AS key,
    sum(delivered) AS delivered, sum(deferred) AS deferred, sum(bounced) AS bounced, sum(lost) AS lost, sum(unreachable) AS unreachable
  FROM attempt GROUP BY key
`;
const REFUSALS = `
  SELECT mta || ' ' || bucket || ' ' || reason AS key, sum(refusals) AS refusals FROM inbound_refusal GROUP BY key
`;
const JOURNEYS = `
  SELECT provider || ' ' || cause || ' ' || code || ' ' || tries || ' ' || outcome AS key, sum(recipients) AS recipients
  FROM journey GROUP BY key
`;

type Counts = Readonly<Record<string, number>>;
type Row = { readonly key?: string } & Record<string, number | string>;

/** Every number of a query by its key and column, those of several databases added up. */
function countsOf(sql: string, ...paths: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const path of paths) {
    const db = openReadOnly(path);
    for (const { key = "", ...columns } of db.prepare<[], Row>(sql).all()) {
      for (const [column, value] of Object.entries(columns)) {
        const name = `${key} ${column}`;
        counts[name] = (counts[name] ?? 0) + Number(value);
      }
    }
    db.close();
  }
  return counts;
}

function added(...tallies: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const tally of tallies) {
    for (const [key, count] of Object.entries(tally)) sum[key] = (sum[key] ?? 0) + count;
  }
  return sum;
}

describe("a folder of Postfix and Exim, plain and compressed, syslog and JSON", () => {
  const place = mkdtempSync(join(tmpdir(), "smtp-analyze-"));
  const folder = join(place, "logs");
  const databases = join(place, "databases");
  const mixed = join(databases, "mixed.db");
  const alone = ["postfix-file/mail.log", "exim-mainlog/default.log", "exim-mainlog/all.log"];
  const each = alone.map((_, at) => join(databases, `${at}.db`));

  afterAll(() => rmSync(place, { recursive: true, force: true }));

  beforeAll(async () => {
    for (const path of [folder, databases]) mkdirSync(path);
    for (const [at, [name, content]] of contents().entries()) {
      writeFileSync(join(folder, name), content);
      utimesSync(join(folder, name), 1_795_300_000 + at, 1_795_300_000 + at);
    }
    await ingest(mixed, folder);
    for (const [at, name] of alone.entries()) await ingest(each[at] ?? "", join(EXAMPLES, name));
  });

  test.each([
    ["lines", COVERAGE, 1],
    ["refusals by minute, host, code and stage", DEFERRALS, 1_000],
    ["tries by minute and host", ATTEMPTS, 1_000],
    ["refusals to clients", REFUSALS, 1],
    ["what became of refused recipients", JOURNEYS, 50],
  ])("%s are the sum of what each log gives alone", (_, sql, least) => {
    const sum = countsOf(sql, ...each);
    expect(countsOf(sql, mixed)).toEqual(sum);
    expect(Object.keys(sum).length).toBeGreaterThanOrEqual(least);
  });

  test("every line is accounted for, and none is not understood", () => {
    const lines = POSTFIX.length + EXIM.length + EXIM_ALL.length;
    const counts = countsOf(COVERAGE, mixed);
    expect(counts[" lines"]).toBe(lines);
    expect((counts[" understood"] ?? 0) + (counts[" irrelevant"] ?? 0)).toBe(lines);
    expect(counts[" not_understood"]).toBe(0);
  });

  test("each temporary refusal that a server sent and the log has is there once, at its place", () => {
    const sentTo = (name: string, cut: number): Counts =>
      tallyOfSent(
        readSentReplies(join(EXAMPLES, name)).filter(
          ({ server }) => !name.startsWith("exim") || server !== NEVER_LOGGED,
        ),
        cut,
      );
    expect(tallyOfStored(mixed)).toEqual(
      added(
        sentTo("postfix-file/truth.ndjson", POSTFIX_CUT),
        sentTo("exim-mainlog/default.truth.ndjson", Number.POSITIVE_INFINITY),
        sentTo("exim-mainlog/all.truth.ndjson", Number.POSITIVE_INFINITY),
      ),
    );
  });

  test("read again, file by file and under other names, it adds nothing", async () => {
    const before = [COVERAGE, DEFERRALS, ATTEMPTS, JOURNEYS].map((sql) => countsOf(sql, mixed));
    await ingest(mixed, ...contents().map(([name]) => join(folder, name)));
    const after = [COVERAGE, DEFERRALS, ATTEMPTS, JOURNEYS].map((sql) => countsOf(sql, mixed));
    expect(after).toEqual(before);
  });
});
