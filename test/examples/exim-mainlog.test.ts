import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, test } from "vitest";
import { strangersIn } from "../support/documented.ts";
import {
  isTemporary,
  NEVER_LOGGED,
  readSentReplies,
  tallyOfSent,
  tallyOfStored,
} from "../support/server-truth.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/exim-mainlog/", import.meta.url));

/**
 * `… == u4-1@mail.example R=remote T=remote_smtp defer (-45) H=mx.mail.example [192.0.2.120]…: SMTP error from remote mail server
 * after MAIL FROM:<…>: 421 4.7.0 …` or `… (EHLO response was: 421 …` → address of the server
 */
const DEFERRED =
  / == .* H=\S+ \[([0-9a-f.:]+)\].*(?:SMTP error from remote mail server after .*?|EHLO response was): 4\d\d[ -]?/u;

const LOGS = ["default", "all"] as const;

describe.each(LOGS)("the recording %s", (name) => {
  const log = readFileSync(`${EXAMPLE}${name}.log`, "utf8");

  test("names no address but those set aside for documentation", () => {
    expect(strangersIn(`${log}said by 198.18.0.7`)).toEqual(["198.18.0.7"]);
  });

  test("holds as many lines and refusals as the README says", () => {
    const sent = readSentReplies(`${EXAMPLE}${name}.truth.ndjson`).filter(isTemporary);
    const of421 = sent.filter(({ reply }) => reply.at(-1)?.startsWith("421"));
    const lines = log.trimEnd().split("\n").length;
    const row = `| \`${name}.log\` | ${lines} | ${of421.length} | ${sent.length} |`;
    expect(readFileSync(`${EXAMPLE}README.md`, "utf8")).toContain(row);
  });
});

describe("run.sh", () => {
  let output = "";

  beforeAll(() => {
    output = execFileSync("sh", [`${EXAMPLE}run.sh`], {
      cwd: "/",
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 60_000,
    });
  });

  const only = <Row>(name: string, sql: string): Row[] => {
    const db = new Database(`${EXAMPLE}out/${name}.db`, { readonly: true });
    const rows = db.prepare<[], Row>(sql).all();
    db.close();
    return rows;
  };

  test.each(LOGS)("finds each temporary refusal in %s.log at its place, none twice", (name) => {
    const sent = readSentReplies(`${EXAMPLE}${name}.truth.ndjson`);
    const logged = sent.filter(({ server }) => server !== NEVER_LOGGED);
    expect(tallyOfStored(`${EXAMPLE}out/${name}.db`)).toEqual(
      tallyOfSent(logged, Number.POSITIVE_INFINITY),
    );
  });

  test.each(LOGS)("counts each recipient of %s.log that was refused", (name) => {
    const recipients: Record<string, number> = {};
    for (const line of readFileSync(`${EXAMPLE}${name}.log`, "utf8").split("\n")) {
      const server = DEFERRED.exec(line)?.[1];
      if (server !== undefined) recipients[server] = (recipients[server] ?? 0) + 1;
    }
    const rows = only<{ server: string; recipients: number }>(
      name,
      "SELECT remote_ip AS server, sum(recipients) AS recipients FROM deferral WHERE code BETWEEN 400 AND 499 GROUP BY remote_ip HAVING sum(recipients) > 0",
    );
    expect(Object.keys(recipients).length).toBeGreaterThan(20);
    expect(Object.fromEntries(rows.map((row) => [row.server, row.recipients]))).toEqual(recipients);
  });

  test.each(LOGS)("understands or knows each line of %s.log", (name) => {
    const [coverage] = only<{ lines: number; not_understood: number }>(
      name,
      "SELECT sum(lines) AS lines, sum(not_understood) AS not_understood FROM coverage",
    );
    const lines = readFileSync(`${EXAMPLE}${name}.log`, "utf8").trimEnd().split("\n").length;
    expect(coverage).toEqual({ lines, not_understood: 0 });
  });

  test("prints what is expected", () => {
    expect(output).toBe(readFileSync(`${EXAMPLE}expected.txt`, "utf8"));
  });

  test("draws the report", () => {
    expect(readFileSync(`${EXAMPLE}out/report.html`, "utf8")).toContain("</html>");
  });
});
