import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, test } from "vitest";
import { strangersIn } from "../support/documented.ts";
import { readSentReplies } from "../support/server-truth.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/postfix-file/", import.meta.url));
const EXPECTED = `${EXAMPLE}expected.txt`;

/** `Nov 16 00:10:07 mta1 postfix/smtp[77]: 4ABC1: to=<…` */
const ENVELOPE = / mta1 postfix\/[a-z-]+\[\d+\]: /u;

const log = readFileSync(`${EXAMPLE}mail.log`, "utf8");
const lines = log.trimEnd().split("\n");

const refusals = readSentReplies(`${EXAMPLE}truth.ndjson`);

function tallyOf(codes: string): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { server, reply } of refusals) {
    if (reply.at(-1)?.startsWith(codes)) tally[server] = (tally[server] ?? 0) + 1;
  }
  return tally;
}

function sum(tally: Record<string, number>): number {
  return Object.values(tally).reduce((total, count) => total + count, 0);
}

describe("the recording", () => {
  test("has lines in order of time, none cut", () => {
    const stamps = lines.map((line) =>
      Date.parse(`${line.slice(0, 6)} 2026 ${line.slice(7, 15)} UTC`),
    );
    expect(stamps.every((at, index) => at >= (stamps[index - 1] ?? Date.UTC(2026, 10, 16)))).toBe(
      true,
    );
    expect(stamps.at(-1)).toBeLessThan(Date.UTC(2026, 10, 18));
    expect(lines.filter((line) => !ENVELOPE.test(line))).toEqual([]);
  });

  test("names no address but those set aside for documentation", () => {
    expect(strangersIn(`${log}said by 198.18.0.7`)).toEqual(["198.18.0.7"]);
  });

  test("holds as many refusals as its README says", () => {
    const readme = readFileSync(`${EXAMPLE}README.md`, "utf8");
    expect(readme).toContain(`${sum(tallyOf("421"))} replies with 421`);
    expect(readme).toContain(`${sum(tallyOf("4"))} temporary refusals`);
  });
});

describe("run.sh", () => {
  type Row = { readonly server: string; readonly replies: number };
  let output = "";

  const repliesByServer = (condition: string): Record<string, number> => {
    const db = new Database(`${EXAMPLE}out/postfix-file.db`, { readonly: true });
    const rows = db
      .prepare<[], Row>(
        `SELECT remote_ip AS server, sum(replies) AS replies FROM deferral WHERE ${condition} GROUP BY remote_ip HAVING sum(replies) > 0`,
      )
      .all();
    db.close();
    return Object.fromEntries(rows.map(({ server, replies }) => [server, replies]));
  };

  beforeAll(() => {
    output = execFileSync("sh", [`${EXAMPLE}run.sh`], {
      cwd: "/",
      encoding: "utf8",
      timeout: 60_000,
    });
  });

  test("finds each 421 that the servers sent, none twice", () => {
    expect(repliesByServer("code = 421")).toEqual(tallyOf("421"));
  });

  test("finds every other temporary refusal as well", () => {
    expect(repliesByServer("code BETWEEN 400 AND 499")).toEqual(tallyOf("4"));
  });

  test("prints what is expected", () => {
    expect(output).toBe(readFileSync(EXPECTED, "utf8"));
  });

  test("draws the report", () => {
    expect(readFileSync(`${EXAMPLE}out/report.html`, "utf8")).toContain("</html>");
  });
});
