import type { Result } from "./contest.ts";
import type { Latency } from "./latency.ts";
import type { Check } from "./verify.ts";
import { isWrong } from "./verify.ts";

export type MemoryRow = {
  readonly inputMegabytes: number;
  readonly seconds: number;
  readonly peakMegabytes: number | null;
};

/** Everything one bench run measured; `--json` prints it as it is. */
export type Summary = {
  readonly schema: "smtp-analyze/bench/1";
  readonly machine: string;
  readonly log: { readonly megabytes: number; readonly lines: number; readonly share421: number };
  readonly rounds: number;
  readonly speed: readonly Result[];
  readonly eximSpeed: readonly Result[];
  readonly journalSpeed: readonly Result[];
  readonly memory: readonly MemoryRow[];
  readonly latency: Latency;
  readonly checks: readonly Check[];
};

const MISSING = "n/a";

function fixed(value: number | null, digits: number): string {
  return value === null ? MISSING : value.toFixed(digits);
}

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${rows.map(lineOf).join("\n")}\n`;
}

function speedTable(speed: readonly Result[], peer: string): string {
  if (speed.length === 0) return "";
  const head = [
    "tool",
    "best s",
    "median s",
    "cpu s",
    "MB/s",
    "lines/s",
    `x ${peer}`,
    "x by cpu",
    "peak MB",
  ];
  const rows = speed.map((result) => [
    result.tool,
    fixed(result.bestSeconds, 2),
    fixed(result.medianSeconds, 2),
    fixed(result.cpuSeconds, 2),
    fixed(result.megabytesPerSecond, 0),
    Math.round(result.linesPerSecond).toLocaleString("en"),
    fixed(result.ratio, 1),
    fixed(result.cpuRatio, 1),
    fixed(result.peakMegabytes, 0),
  ]);
  return tableOf([head, ...rows]);
}

/** Exim's log and the journal, where they were read. */
function speedTables({ eximSpeed, journalSpeed }: Summary): readonly string[] {
  const tables = [speedTable(eximSpeed, "eximstats"), speedTable(journalSpeed, "no peer")];
  return tables.filter((table) => table !== "");
}

function memoryTable(memory: readonly MemoryRow[]): string {
  const rows = memory.map((row) => [
    `${row.inputMegabytes} MB`,
    fixed(row.seconds, 2),
    fixed(row.peakMegabytes, 0),
  ]);
  return tableOf([["ingest of", "seconds", "peak MB"], ...rows]);
}

function checkTable(checks: readonly Check[]): string {
  const rows = checks.map((check) => [
    check.what,
    String(check.expected),
    String(check.found),
    isWrong(check) ? "DIFFERENT" : "same",
  ]);
  return tableOf([["count", "generated", "in the database", ""], ...rows]);
}

export function renderSummary(summary: Summary): string {
  const { log, latency } = summary;
  const share = (100 * log.share421).toFixed(1);
  const waits = `median ${latency.medianSeconds.toFixed(3)} s, longest ${latency.longestSeconds.toFixed(3)} s`;
  return [
    `${summary.machine}\n`,
    `log: ${log.megabytes.toFixed(0)} MB, ${log.lines.toLocaleString("en")} lines, ${share} % with a 421; rounds: ${summary.rounds}\n`,
    speedTable(summary.speed, "pflogsumm"),
    ...speedTables(summary),
    memoryTable(summary.memory),
    `pipe: ${latency.lines} lines, visible to SQL after ${waits}\n`,
    checkTable(summary.checks),
  ].join("\n");
}
