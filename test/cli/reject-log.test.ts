import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openReadOnly } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";

const CLIENT = "H=client.example.org (me) [198.51.100.7]";

/** What Exim writes to both logs, and in the reject log what stands behind it of a message that was there already. */
const GREYLISTED = `2026-11-20 10:15:01 ${CLIENT} F=<a@example.org> temporarily rejected RCPT <b@example.net>: Greylisted`;
const AGAIN = `2026-11-20 10:15:01 ${CLIENT} F=<a@example.org> temporarily rejected RCPT <c@example.net>: Greylisted`;
const BUSY = `2026-11-20 10:16:02 temporarily refused connection from ${CLIENT}: not in reserve list and load average = 9.50`;
const AFTER_DATA = `2026-11-20 10:17:03 1vMaAa-0001bC-2a ${CLIENT} F=<a@example.org> temporarily rejected after DATA: 451 try again`;
const FOR_GOOD = `2026-11-20 10:18:04 ${CLIENT} F=<a@example.org> rejected RCPT <b@example.net>: relay not permitted`;

const FORGED =
  "Nov 20 10:15:07 mx1 postfix/smtp[2741]: 4ABC1D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=3, delays=1/0/1/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 forged (in reply to MAIL FROM command))";
const QUOTED = `Envelope-from: <a@example.org>
Envelope-to: <b@example.net>
P Received: from client.example.org ([198.51.100.7] helo=me)
\tby mx1.example.com with esmtp (Exim 4.98)
F From: a@example.org
  X-Log: ${FORGED}
\tx:${FORGED}
\t${FORGED}
  ${FORGED}
${"-".repeat(100)}
`;

const REJECT_LOG = [GREYLISTED, AGAIN, BUSY, AFTER_DATA].join("\n");
/** Refusals that the main log alone has are written without asking an ACL. */
const TOO_MANY = "2026-11-20 10:15:30 Connection from [198.51.100.8] refused: too many connections";
const MAIN_LOG = [GREYLISTED, AGAIN, TOO_MANY, BUSY, AFTER_DATA, FOR_GOOD].join("\n");

const FILES: Readonly<Record<string, string>> = {
  mainlog: `${MAIN_LOG}\n`,
  "mainlog.later": `${TOO_MANY.replace("11-20 10", "11-21 11")}\n`,
  rejectlog: `${REJECT_LOG}\n${QUOTED}${FOR_GOOD}\n`,
};

/** Reads these logs, a run for each list, and answers the database. */
async function read(...runs: readonly (readonly string[])[]): Promise<string> {
  const folder = temporaryFolder();
  const db = join(folder, "result.db");
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  for (const names of runs) {
    const files = names.map((name) => join(folder, name));
    const answer = await command(["ingest", "--quiet", "--tz", "UTC", "--db", db, ...files]);
    expect(answer).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  }
  return db;
}

function rowsOf(path: string, sql: string): readonly unknown[] {
  const db = openReadOnly(path);
  const rows = db.prepare<[], unknown>(sql).raw().all();
  db.close();
  return rows;
}

const REFUSALS =
  "SELECT bucket_at, service, code, reason, refusals FROM inbound_refusal ORDER BY bucket, reason";

const IN_BOTH = [
  ["2026-11-20T10:15:00Z", "exim", null, "greylisting", 2],
  ["2026-11-20T10:16:00Z", "exim", null, "load", 1],
  ["2026-11-20T10:17:00Z", "exim", 451, "message", 1],
];
const IN_MAIN = [
  IN_BOTH[0],
  ["2026-11-20T10:15:00Z", "exim", null, "too_many_connections", 1],
  ...IN_BOTH.slice(1),
];

describe("Exim's reject log", () => {
  test.each([
    ["the main log alone", [["mainlog"]], IN_MAIN],
    ["the reject log alone", [["rejectlog"]], IN_BOTH],
    ["both, main log first", [["mainlog", "rejectlog"]], IN_MAIN],
    ["both, reject log first", [["rejectlog", "mainlog"]], IN_MAIN],
    ["the reject log in a later run", [["mainlog"], ["rejectlog"]], IN_MAIN],
    ["the main log in a later run", [["rejectlog"], ["mainlog"]], IN_MAIN],
    [
      "both, twice",
      [
        ["mainlog", "rejectlog"],
        ["rejectlog", "mainlog"],
      ],
      IN_MAIN,
    ],
  ])("%s: each refusal counts once", async (_, runs, expected) => {
    expect(rowsOf(await read(...runs), REFUSALS)).toEqual(expected);
  });

  test("also when minutes have become hours", async () => {
    const db = await read(["mainlog", "rejectlog", "mainlog.later"]);
    expect((await command(["compact", "--db", db, "--minutes-for", "1h"])).exitCode).toBe(0);
    expect(rowsOf(db, REFUSALS)).toEqual([
      ["2026-11-20T10:00:00Z", "exim", null, "greylisting", 2],
      ["2026-11-20T10:00:00Z", "exim", null, "load", 1],
      ["2026-11-20T10:00:00Z", "exim", 451, "message", 1],
      ["2026-11-20T10:00:00Z", "exim", null, "too_many_connections", 1],
      ["2026-11-21T11:15:00Z", "exim", null, "too_many_connections", 1],
    ]);
  });

  test("the headers in it are nobody's log, and all of its lines are accounted for", async () => {
    const db = await read(["rejectlog"]);
    expect(
      rowsOf(db, "SELECT lines, understood, irrelevant, not_understood FROM coverage"),
    ).toEqual([[15, 4, 11, 0]]);
    expect(rowsOf(db, "SELECT * FROM deferral")).toEqual([]);
  });
});
