import type { GeneratedLog } from "./logs.ts";
import { freshDatabase } from "./logs.ts";
import type { Command, Measurement } from "./measure.ts";
import { measure } from "./measure.ts";
import { analyse, pinned } from "./tools.ts";

/**
 * A program in all its rounds. `ratio` is its speed in units of pflogsumm's, best round against best round; `cpuRatio` the
 * same by processor time, which other work on the machine disturbs less.
 */
export type Result = {
  readonly tool: string;
  readonly bestSeconds: number;
  readonly medianSeconds: number;
  readonly cpuSeconds: number | null;
  readonly megabytesPerSecond: number;
  readonly linesPerSecond: number;
  readonly ratio: number;
  readonly cpuRatio: number | null;
  readonly peakMegabytes: number | null;
};

type Contestant = { readonly tool: string; readonly command: () => Command };

const OURS = "smtp-analyze";
const PEER = "pflogsumm";
/** The database of the last round, from which the counts are checked. */
export const DATABASE = "bench.db";

function contestantsOf(log: GeneratedLog): readonly Contestant[] {
  const ingest = (): Command =>
    analyse(["ingest", "--year", "2026", "--db", freshDatabase(DATABASE), log.path]);
  return [
    { tool: "wc -l", command: () => pinned("wc", ["-l", log.path]) },
    { tool: OURS, command: ingest },
    { tool: PEER, command: () => pinned(PEER, [log.path]) },
    {
      tool: "split2",
      command: () => pinned(process.execPath, ["bench/split2-pass.mjs", log.path]),
    },
  ];
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

/** All programs take turns on the same file, so that a slow minute of the machine hits every one of them. */
export async function compete(log: GeneratedLog, rounds: number): Promise<readonly Result[]> {
  const contestants = contestantsOf(log);
  const runs = new Map<string, Measurement[]>(contestants.map(({ tool }) => [tool, []]));
  await measure(pinned("wc", ["-l", log.path])); // brings the file into the page cache
  for (let round = 0; round < rounds; round++) {
    for (const { tool, command } of contestants) runs.get(tool)?.push(await measure(command()));
  }
  const best = (tool: string): number =>
    Math.min(...(runs.get(tool) ?? []).map((run) => run.seconds));
  const peerCpu = leastCpuOf(runs.get(PEER) ?? []);
  return contestants.map(({ tool }) => {
    const measured = runs.get(tool) ?? [];
    const cpuSeconds = leastCpuOf(measured);
    return {
      tool,
      bestSeconds: best(tool),
      medianSeconds: medianOf(measured.map((run) => run.seconds)),
      cpuSeconds,
      megabytesPerSecond: log.truth.bytes / 1e6 / best(tool),
      linesPerSecond: log.truth.lines / best(tool),
      ratio: best(PEER) / best(tool),
      cpuRatio: peerCpu === null || cpuSeconds === null ? null : peerCpu / cpuSeconds,
      peakMegabytes: peakOf(measured),
    };
  });
}
