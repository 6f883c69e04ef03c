import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ingested } from "../support/ingested.ts";
import { limitedLog } from "../support/limited-log.ts";
import { command } from "../support/run.ts";

const PAGE = "docs/questions.md";

/** `| 4 | Is it …? | … | … | `SELECT …` |` → number, statement */
const ROW = /^\| (\d+) \|.*\| `(SELECT [^`]+)` \|$/gmu;

const STATEMENTS = new Map(
  Array.from(readFileSync(PAGE, "utf8").matchAll(ROW), ([, number, sql]) => [
    Number(number),
    sql ?? "",
  ]),
);

const WINDOW = ["--since", "2026-11-21T08:00", "--until", "2026-11-21T11:00"];

type Question = {
  readonly number: number;
  readonly argv: readonly string[];
  /** The number in the JSON of the command. */
  readonly json: (answer: never) => unknown;
  /** The number in the text of the report, and the window of that report where it is not all time. */
  readonly report: RegExp;
  readonly reportWindow?: readonly string[];
  readonly expected: number;
};

const sum = (rows: readonly { readonly recipients: number }[]): number =>
  rows.reduce((all, { recipients }) => all + recipients, 0);

type Measured = { readonly recipients: number };
type Rows<Name extends string> = Readonly<Record<Name, readonly Measured[]>>;

const QUESTIONS: readonly Question[] = [
  {
    number: 1,
    argv: ["status", ...WINDOW],
    json: (answer: { readonly throttled: Measured }) => answer.throttled.recipients,
    report: /Yahoo \/ AOL deferred 17 % \((\d+) of 1,080 attempts\)/u,
    expected: 180,
  },
  {
    number: 2,
    argv: ["top", "--by", "service"],
    json: (answer: Rows<"rows">) => sum(answer.rows),
    report: /^ {2}mx1 postfix\/smtp +(\d+) +1,080 +17 %/mu,
    expected: 180,
  },
  {
    number: 3,
    argv: ["causes"],
    json: (answer: Rows<"causes">) => sum(answer.causes),
    report: /^Reputation: (\d+) recipients/mu,
    expected: 180,
  },
  {
    number: 4,
    argv: ["trend", ...WINDOW],
    json: (answer: Rows<"steps">) => sum(answer.steps),
    report: /^Throttling rate +17 % \((\d+) of 1,080 attempts\)/mu,
    expected: 180,
  },
  {
    number: 5,
    argv: ["delivery"],
    json: (answer: { readonly outcomes: { readonly pending: { readonly count: number } } }) =>
      answer.outcomes.pending.count,
    report: /^still waiting +(\d+) +100 %/mu,
    expected: 180,
  },
  {
    number: 7,
    argv: ["limits", "--provider", "yahoo"],
    json: (answer: { readonly rows: readonly { readonly perMinute: number }[] }) =>
      answer.rows[0]?.perMinute,
    report: /up\s+to (\d+)\/min and 60 in\s+10 min were taken without a\s+refusal/u,
    expected: 6,
  },
  {
    number: 9,
    argv: ["compare", "--at", "2026-11-21T10:00", "--window", "1h"],
    json: (answer: { readonly all: { readonly after: Measured } }) => answer.all.after.recipients,
    report: /^Worse: throttled 50 % \((\d+) of 360 attempts\), before 0 % \(0 of 360 attempts\)/mu,
    reportWindow: ["--since", "2026-11-21T10:00", "--until", "2026-11-21T11:00"],
    expected: 180,
  },
];

async function inSql(db: string, number: number): Promise<number> {
  const sql = STATEMENTS.get(number) ?? "";
  const { stdout } = await command(["sql", "--db", db, "--format", "csv", sql]);
  return Number(stdout.trim().split("\r\n")[1]);
}

async function inReport(db: string, window: readonly string[] = []): Promise<string> {
  const argv = ["report", "--db", db, "--tz", "UTC", "--format", "text", ...window];
  return (await command(argv)).stdout;
}

test.each(QUESTIONS)("question $number: $argv.0, the report and SQL say $expected", async (one) => {
  const { db } = await ingested(limitedLog());
  const { stdout } = await command([...one.argv, "--db", db, "--tz", "UTC", "--format", "json"]);
  const answer = JSON.parse(stdout) as never;
  const inText = one.report.exec(await inReport(db, one.reportWindow))?.[1];
  const said = [one.json(answer), await inSql(db, one.number), Number(inText)];
  expect(new Set(said)).toEqual(new Set([one.expected]));
});

/** The same three hours, the mail that is refused from a shop, all other from people. */
function logOfSenders(): string {
  return limitedLog()
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const id = line.slice(line.indexOf("]: ") + 3, line.indexOf(": to="));
      const sender = line.includes("status=deferred") ? "news@shop.example.org" : "jo@example.org";
      const active = `postfix/qmgr[9]: ${id}: from=<${sender}>, size=512, nrcpt=1 (queue active)`;
      return [line.slice(0, line.indexOf("postfix/")) + active, line];
    })
    .join("\n");
}

test("question 6: top --by sender-domain, the report and SQL say 180", async () => {
  const { db } = await ingested(`${logOfSenders()}\n`, "--senders");
  const asked = ["top", "--by", "sender-domain", "--provider", "yahoo", "--db", db];
  const { stdout } = await command([...asked, "--format", "json"]);
  const { rows } = JSON.parse(stdout) as { rows: readonly object[] };
  expect(rows).toEqual([
    {
      ...{ key: "shop.example.org", recipients: 180, attempts: 180, rate: 1 },
      ...{ replies: null, withheld: null, shadowed: null },
    },
  ]);
  expect(await inSql(db, 6)).toBe(180);
  const text = await inReport(db);
  expect(/^shop\.example\.org +(\d+) +100 % +180 +100 % +Yahoo \/ AOL$/mu.exec(text)?.[1]).toBe(
    "180",
  );
  expect(text).toContain("All senders: 17 % (180 of 1,080 attempts).");
});

test("question 6 has no answer for codes by which senders are not kept, and says so", async () => {
  const { db } = await ingested(limitedLog());
  const asked = await command(["top", "--by", "sender-domain", "--codes", "450", "--db", db]);
  expect([asked.exitCode, asked.stdout]).toEqual([2, ""]);
  expect(asked.stderr).toContain("senders are counted for code 421 and for --all-throttling");
  expect(await inReport(db)).not.toContain("SENDERS");
});

test("question 8: why, the report and SQL advise the same steps", async () => {
  const { db } = await ingested(limitedLog());
  const { stdout } = await command(["why", "421 4.7.0 [TSS04] deferred", "--format", "json"]);
  const { cause, steps } = JSON.parse(stdout) as { cause: string; steps: readonly string[] };
  expect(cause).toBe("reputation");
  expect(await inSql(db, 8)).toBe(steps.length);
  const actions = "SELECT action FROM advice WHERE cause = 'reputation' ORDER BY step";
  const rows = await command(["sql", "--db", db, "--format", "jsonl", actions]);
  const told = rows.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(told).toEqual(steps.map((action) => ({ action })));
  const text = (await inReport(db)).replaceAll(/\s+/gu, " ");
  expect(text).toContain(` ${steps.map((step) => `- ${step}`).join(" ")} `);
});

test("question 10: the lines understood are the same in the report and in SQL", async () => {
  const { db } = await ingested(limitedLog());
  expect(await inSql(db, 10)).toBe(1080);
  expect(await inReport(db)).toContain("1,080 understood, 0 not about delivery,");
});

test("every statement of the page is asked here", () => {
  const asked = [...QUESTIONS.map(({ number }) => number), 6, 8, 10];
  expect([...STATEMENTS.keys()]).toEqual(asked.sort((a, b) => a - b));
});
