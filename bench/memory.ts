import { closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { bytes as sizeText } from "../reports/render/numbers.ts";
import { FIRST_SECOND } from "./log-file.ts";
import { freshDatabase, OUT, openLog } from "./logs.ts";
import { type Measurement, measure } from "./measure.ts";
import { analyse, CLI } from "./tools.ts";

/** What may ever be resident, whatever is read. */
const MOST_BYTES = 250e6;

const SEED = 1;
const SIZES: readonly number[] = [100e6, 1e9, 2e9];
const IN_FLIGHT = 1_000_000;

/** One input. */
type Input = { readonly name: string; readonly path: () => string };

/** A recipient of a message of its own, refused for now and never heard of again. */
function refused(number: number): string {
  const at = new Date((FIRST_SECOND + Math.floor(number / 20)) * 1000).toISOString();
  const queueId = `4${number.toString(16).toUpperCase().padStart(9, "0")}`;
  const host = `mx${number % 50}.example.net[192.0.2.${number % 50}]`;
  return `${at.replace("Z", "000+00:00")} mx1 postfix/smtp[${100 + (number % 90)}]: ${queueId}: to=<user${number}@example.net>, relay=${host}:25, delay=2, delays=0.1/0/0.9/1, dsn=4.7.0, status=deferred (host ${host} said: 421 4.7.0 Try again later (in reply to MAIL FROM command))\n`;
}

/** The log of a day on which nothing was delivered any more. */
function logInFlight(): string {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `in-flight-${IN_FLIGHT}.log`);
  if (existsSync(path)) return path;
  const descriptor = openSync(path, "w");
  for (let first = 0; first < IN_FLIGHT; first += 1000)
    writeSync(descriptor, Array.from({ length: 1000 }, (_, at) => refused(first + at)).join(""));
  closeSync(descriptor);
  return path;
}

const INPUTS: readonly Input[] = [
  { name: "a million messages in flight", path: logInFlight },
  ...SIZES.map((size) => ({
    name: `${sizeText(size)} of Postfix`,
    path: () => openLog("postfix", SEED, size).path,
  })),
];

function lineOf(name: string, { seconds, cpuSeconds, peakBytes }: Measurement): string {
  const cells = [
    name.padEnd(30),
    `${seconds.toFixed(1)} s`.padStart(8),
    cpuSeconds === null ? "n/a".padStart(8) : `${cpuSeconds.toFixed(1)} s`.padStart(8),
    peakBytes === null ? "n/a".padStart(8) : sizeText(peakBytes).padStart(8),
  ];
  const isMissed = peakBytes !== null && peakBytes > MOST_BYTES;
  return `${cells.join("  ")}${isMissed ? "  MISSED" : ""}`;
}

async function run(): Promise<boolean> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: npm run build`);
  const lines: string[] = [];
  let isWithin = true;
  for (const { name, path } of INPUTS) {
    const db = freshDatabase("memory.db");
    const command = analyse(["ingest", "-q", "--jobs", "1", "--year", "2026", "--db", db, path()]);
    const measured = await measure(command);
    isWithin &&= measured.peakBytes === null || measured.peakBytes <= MOST_BYTES;
    lines.push(lineOf(name, measured));
  }
  const text = [
    `Node ${process.version}, Linux ${release()}, ${cpus()[0]?.model ?? "unknown processor"}, one core, one run; load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`,
    `the most that was ever resident may be ${sizeText(MOST_BYTES)}`,
    "",
    `${"".padEnd(30)}  ${"wall".padStart(8)}  ${"cpu".padStart(8)}  ${"memory".padStart(8)}`,
    ...lines,
  ].join("\n");
  process.stdout.write(`${text}\n`);
  writeFileSync(join(OUT, "memory.txt"), `${text}\n`);
  return isWithin;
}

if (!(await run())) process.exitCode = 1;
