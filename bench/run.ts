import { cpus, release } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseByteSize } from "./byte-size.ts";
import type { Result } from "./contest.ts";
import { compete, EXIM, POSTFIX, readJournal } from "./contest.ts";
import { writeJournal } from "./journal-file.ts";
import { measureLatency } from "./latency.ts";
import { freshDatabase, OUT, openLog } from "./logs.ts";
import { measure } from "./measure.ts";
import type { MemoryRow, Summary } from "./summary.ts";
import { renderSummary } from "./summary.ts";
import { analyse, missingTools } from "./tools.ts";
import { type Check, isWrong, verify } from "./verify.ts";

const USAGE = `usage: npm run bench -- [--size 300MB] [--rounds 3] [--seed 1] [--quick] [--full] [--json]
  --quick   20 MB, one round, three lines through the pipe
  --full    the memory table goes up to 1 GB
`;

type Plan = {
  readonly seed: number;
  readonly bytes: number;
  readonly rounds: number;
  readonly memorySizes: readonly number[];
  readonly pipeLines: number;
  readonly json: boolean;
};

/** The flags as a plan; null where they make no sense. */
function planOf(argv: readonly string[]): Plan | null {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      size: { type: "string" },
      rounds: { type: "string" },
      seed: { type: "string", default: "1" },
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const bytes = parseByteSize(values.size ?? (values.quick ? "20MB" : "300MB"));
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  const seed = Number(values.seed);
  if (bytes === null || !Number.isInteger(seed) || !(rounds >= 1)) return null;
  const memorySizes = values.quick ? [20e6, 60e6] : [100e6, 300e6];
  return {
    seed,
    bytes,
    rounds,
    memorySizes: values.full ? [...memorySizes, 1e9] : memorySizes,
    pipeLines: values.quick ? 3 : 10,
    json: values.json,
  };
}

/** A flag that does not exist is wrong usage like a size that is none. */
function parsePlan(argv: readonly string[]): Plan | null {
  try {
    return planOf(argv);
  } catch {
    return null;
  }
}

async function measureMemory(plan: Plan): Promise<readonly MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const bytes of plan.memorySizes) {
    const log = openLog("postfix", plan.seed, bytes);
    const db = freshDatabase("memory.db");
    const run = await measure(analyse(["ingest", "--year", "2026", "--db", db, log.path]));
    const peakMegabytes = run.peakBytes === null ? null : run.peakBytes / 1e6;
    rows.push({ inputMegabytes: bytes / 1e6, seconds: run.seconds, peakMegabytes });
  }
  return rows;
}

/** The log of the journal is this long at most before it is wrapped, and Exim's: the peer takes its time. */
const LESS = 100e6;

async function measureJournal(plan: Plan): Promise<readonly Result[]> {
  const log = openLog("postfix", plan.seed, Math.min(plan.bytes, LESS));
  const path = join(OUT, "journal.jsonl");
  const bytes = writeJournal(log.path, path);
  return readJournal({ path, truth: { ...log.truth, bytes } }, path, plan.rounds);
}

function ofExim(check: Check): Check {
  return { ...check, what: `Exim, ${check.what}` };
}

async function bench(plan: Plan, tell: (text: string) => void): Promise<Summary> {
  tell("writing the log");
  const log = openLog("postfix", plan.seed, plan.bytes);
  const exim = openLog("exim", plan.seed, Math.min(plan.bytes, LESS));
  tell(`${plan.rounds} rounds, programs in turns`);
  const speed = await compete(log, plan.rounds, POSTFIX);
  tell("Exim");
  const eximSpeed = await compete(exim, plan.rounds, EXIM);
  tell("journal");
  const journalSpeed = await measureJournal(plan);
  const checks = [
    ...verify(join(OUT, POSTFIX.database), log.truth),
    ...verify(join(OUT, EXIM.database), exim.truth).map(ofExim),
  ];
  tell("memory");
  const memory = await measureMemory(plan);
  tell("pipe");
  const latency = await measureLatency(plan.pipeLines);
  const { bytes, lines, linesWith421 } = log.truth;
  return {
    schema: "smtp-analyze/bench/1",
    machine: `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, Linux ${release()}`,
    log: { megabytes: bytes / 1e6, lines, share421: linesWith421 / lines },
    rounds: plan.rounds,
    speed,
    eximSpeed,
    journalSpeed,
    memory,
    latency,
    checks,
  };
}

async function main(): Promise<number> {
  const plan = parsePlan(process.argv.slice(2));
  if (plan === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const missing = missingTools();
  if (missing.length > 0) {
    process.stderr.write(`${missing.join("\n")}\n`);
    return 1;
  }
  const summary = await bench(plan, (text) => process.stderr.write(`… ${text}\n`));
  process.stdout.write(
    plan.json ? `${JSON.stringify(summary, null, 2)}\n` : renderSummary(summary),
  );
  const wrong = summary.checks.filter(isWrong);
  if (wrong.length === 0) return 0;
  process.stderr.write(`${wrong.length} counts differ from what the log holds\n`);
  return 1;
}

process.exitCode = await main();
