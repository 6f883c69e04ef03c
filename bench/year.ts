import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { bytes as sizeText } from "../reports/render/numbers.ts";
import { openDatabase } from "../src/store/open.ts";
import { freshDatabase, OUT } from "./logs.ts";
import { type Measurement, measure } from "./measure.ts";
import { analyse, CLI } from "./tools.ts";
import { writeYear } from "./year-database.ts";
import { YEAR } from "./year-plan.ts";

/** One command on the year. `seconds` is what it may take, in wall time; `out` is a page whose size has a limit. */
type Question = {
  readonly name: string;
  readonly args: readonly string[];
  readonly seconds: number | null;
  readonly exitCodes?: readonly number[];
  readonly out?: string;
};

type Row = Question & { readonly best: Measurement; readonly bytes: number | null };

/** Of the design: an answer in a second, a page in two and under 600 KB, a year in a gigabyte. */
const ANSWER_SECONDS = 1;
const PAGE_SECONDS = 2;
const PAGE_BYTES = 600_000;
const DATABASE_BYTES = 1e9;
const ROUNDS = 3;

const UNTIL = ["--until", "2026-11-20T00:00", "--tz", "UTC"] as const;

function page(name: string, since: string): Question {
  const out = join(OUT, `year-${name}.html`);
  const args = ["report", "--since", since, ...UNTIL, "--out", out];
  return { name: `report, ${name}`, args, seconds: PAGE_SECONDS, out };
}

function view(name: string): Question {
  return { name, args: ["sql", `SELECT * FROM ${name}`], seconds: null };
}

const QUESTIONS: readonly Question[] = [
  { name: "status", args: ["status", ...UNTIL], seconds: ANSWER_SECONDS, exitCodes: [0, 1, 2] },
  { name: "top", args: ["top"], seconds: ANSWER_SECONDS },
  { name: "top --by cause", args: ["top", "--by", "cause"], seconds: ANSWER_SECONDS },
  { name: "doctor", args: ["doctor"], seconds: ANSWER_SECONDS },
  page("year", "2025-11-20"),
  page("30 days", "2026-10-21"),
  page("7 days", "2026-11-13"),
  ...["host", "provider", "code", "cause", "hour", "day"].map((by) => view(`throttle_by_${by}`)),
];

/** The database of the year; made once, under its own name only when it is whole. */
function openYear(): string {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `year-${YEAR.seed}.db`);
  if (existsSync(path)) return path;
  const fresh = freshDatabase("year-unfinished.db");
  const startedAt = process.cpuUsage();
  const db = openDatabase(fresh);
  db.pragma("synchronous = OFF");
  writeYear(db, YEAR);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  const { user, system } = process.cpuUsage(startedAt);
  process.stderr.write(
    `made ${path} in ${Math.round((user + system) / 1e6)} s of processor time\n`,
  );
  renameSync(fresh, path);
  return path;
}

async function ask(question: Question, db: string): Promise<Row> {
  const command = analyse([...question.args, "--db", db]);
  let best: Measurement | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const run = await measure(command, question.exitCodes);
    if (best === null || run.seconds < best.seconds) best = run;
  }
  if (best === null) throw new Error("no round was run");
  return {
    ...question,
    best,
    bytes: question.out === undefined ? null : statSync(question.out).size,
  };
}

function misses({ seconds, best, bytes }: Row): boolean {
  return (seconds !== null && best.seconds > seconds) || (bytes !== null && bytes > PAGE_BYTES);
}

function lineOf(row: Row): string {
  const { name, best, seconds, bytes } = row;
  const cells = [
    name.padEnd(22),
    `${best.seconds.toFixed(2)} s`.padStart(8),
    best.cpuSeconds === null ? "n/a".padStart(8) : `${best.cpuSeconds.toFixed(2)} s`.padStart(8),
    best.peakBytes === null ? "n/a".padStart(9) : sizeText(best.peakBytes).padStart(9),
    (bytes === null ? "" : sizeText(bytes)).padStart(8),
    (seconds === null ? "" : `≤ ${seconds} s`).padStart(7),
  ];
  return `${cells.join("  ")}${misses(row) ? "  MISSED" : ""}`.trimEnd();
}

async function run(): Promise<boolean> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: npm run build`);
  const db = openYear();
  const rows: Row[] = [];
  for (const question of QUESTIONS) rows.push(await ask(question, db));
  const size = statSync(db).size;
  const text = [
    `Node ${process.version}, Linux ${release()}, ${cpus()[0]?.model ?? "unknown processor"}, one core, best of ${ROUNDS}; load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`,
    `database of ${YEAR.days} days, ${YEAR.hosts} hosts, ${YEAR.deliveriesADay} deliveries a day: ${sizeText(size)} (≤ ${sizeText(DATABASE_BYTES)})`,
    "",
    `${"".padEnd(22)}  ${"wall".padStart(8)}  ${"cpu".padStart(8)}  ${"memory".padStart(9)}  ${"page".padStart(8)}  ${"goal".padStart(7)}`,
    ...rows.map(lineOf),
  ].join("\n");
  process.stdout.write(`${text}\n`);
  writeFileSync(join(OUT, "year.txt"), `${text}\n`);
  return size <= DATABASE_BYTES && !rows.some(misses);
}

if (!(await run())) process.exitCode = 1;
