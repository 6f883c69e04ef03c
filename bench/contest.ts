import type { GeneratedLog } from "./logs.ts";
import { compressed, freshDatabase } from "./logs.ts";
import type { Command, Measurement } from "./measure.ts";
import { measure } from "./measure.ts";
import { analyse, CLI, pinned } from "./tools.ts";

/**
 * A program in all its rounds. `ratio` is its speed in units of the peer's, best round against best round; `cpuRatio` the
 * same by processor time, which other work on the machine disturbs less. Both are null where there is no peer.
 */
export type Result = {
  readonly tool: string;
  readonly bestSeconds: number;
  readonly medianSeconds: number;
  readonly cpuSeconds: number | null;
  readonly megabytesPerSecond: number;
  readonly linesPerSecond: number;
  readonly ratio: number | null;
  readonly cpuRatio: number | null;
  readonly peakMegabytes: number | null;
};

type Contestant = { readonly tool: string; readonly command: () => Command };

const OURS = "smtp-analyze";

/** What is read, by what else, and into which database: that of the last round, from which the counts are checked. */
type Contest = { readonly peer: string; readonly database: string; readonly word: string };

/** `word` is in every line that tells what became of a recipient. */
export const POSTFIX: Contest = { peer: "pflogsumm", database: "bench.db", word: "status=" };
export const EXIM: Contest = { peer: "eximstats", database: "bench-exim.db", word: "=> " };

function ingest(path: string, database: string): Command {
  return analyse(["ingest", "--year", "2026", "--db", freshDatabase(database), path]);
}

/** Not bound to a core: the only one that may use two. */
function ingestInTwo(path: string): Command {
  const db = freshDatabase("bench-two.db");
  return {
    program: process.execPath,
    args: [CLI, "ingest", "--jobs", "2", "--year", "2026", "--db", db, path],
  };
}

/** grep looks no further than the first match when nobody reads what it counts. */
const SEARCH = 'grep -c "$1" "$2" | cat';

/** Besides the two: what reading, sifting, searching and cutting the same file costs alone. */
function contestantsOf(
  { path }: GeneratedLog,
  { peer, database, word }: Contest,
): readonly Contestant[] {
  const node = (...args: readonly string[]) => pinned(process.execPath, args);
  return [
    { tool: "wc -l", command: () => pinned("wc", ["-l", path]) },
    { tool: `grep -c "${word}"`, command: () => pinned("sh", ["-c", SEARCH, "sh", word, path]) },
    { tool: OURS, command: () => ingest(path, database) },
    { tool: `${OURS}, gzip`, command: () => ingest(compressed(path), "bench-gzip.db") },
    { tool: `${OURS}, two threads`, command: () => ingestInTwo(path) },
    { tool: peer, command: () => pinned(peer, [path]) },
    {
      tool: "the sieve alone",
      command: () => node("--import", "tsx", "bench/sieve-pass.ts", path),
    },
    { tool: "split2", command: () => node("bench/split2-pass.mjs", path) },
  ];
}

/** The journal of a Postfix log, as it stands and compressed: no other program counts it. */
export function readJournal(
  log: GeneratedLog,
  path: string,
  rounds: number,
): Promise<readonly Result[]> {
  const contestants = [path, `${path}.gz`].map((name) => ({
    tool: name.endsWith(".gz") ? "JSON lines, gzip" : "JSON lines",
    command: () => ingest(name, "bench-journal.db"),
  }));
  return takeTurns(contestants, log, rounds, null);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The least processor time of all rounds. */
function leastCpuOf(runs: readonly Measurement[]): number | null {
  const times = runs.flatMap((run) => (run.cpuSeconds === null ? [] : [run.cpuSeconds]));
  return times.length === 0 ? null : Math.min(...times);
}

function peakOf(runs: readonly Measurement[]): number | null {
  const peaks = runs.flatMap((run) => (run.peakBytes === null ? [] : [run.peakBytes]));
  return peaks.length === 0 ? null : Math.max(...peaks) / 1e6;
}

/** The programs of a contest on one log. */
export function compete(
  log: GeneratedLog,
  rounds: number,
  contest: Contest,
): Promise<readonly Result[]> {
  return takeTurns(contestantsOf(log, contest), log, rounds, contest.peer);
}

/** All programs take turns on the same file, so that a slow minute of the machine hits every one of them. */
async function takeTurns(
  contestants: readonly Contestant[],
  log: GeneratedLog,
  rounds: number,
  peer: string | null,
): Promise<readonly Result[]> {
  const runs = new Map<string, Measurement[]>(contestants.map(({ tool }) => [tool, []]));
  await measure(pinned("wc", ["-l", log.path])); // brings the file into the page cache
  for (let round = 0; round < rounds; round++) {
    for (const { tool, command } of contestants) runs.get(tool)?.push(await measure(command()));
  }
  const peerRuns = peer === null ? [] : (runs.get(peer) ?? []);
  return contestants.map(({ tool }) => resultOf(tool, runs.get(tool) ?? [], peerRuns, log));
}

function bestOf(runs: readonly Measurement[]): number {
  return Math.min(...runs.map((run) => run.seconds));
}

function resultOf(
  tool: string,
  runs: readonly Measurement[],
  peerRuns: readonly Measurement[],
  { truth }: GeneratedLog,
): Result {
  const best = bestOf(runs);
  const cpuSeconds = leastCpuOf(runs);
  const peerCpu = leastCpuOf(peerRuns);
  return {
    tool,
    bestSeconds: best,
    medianSeconds: medianOf(runs.map((run) => run.seconds)),
    cpuSeconds,
    megabytesPerSecond: truth.bytes / 1e6 / best,
    linesPerSecond: truth.lines / best,
    ratio: peerRuns.length === 0 ? null : bestOf(peerRuns) / best,
    cpuRatio: peerCpu === null || cpuSeconds === null ? null : peerCpu / cpuSeconds,
    peakMegabytes: peakOf(runs),
  };
}
