import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * One run of a program: wall time, processor time of all its threads, and the peak of its resident memory. The last two are
 * null where /proc does not tell, or where the program ended too soon to be asked.
 */
export type Measurement = {
  readonly seconds: number;
  readonly cpuSeconds: number | null;
  readonly peakBytes: number | null;
};

export type Command = { readonly program: string; readonly args: readonly string[] };

/** `VmHWM:     76120 kB` in /proc/PID/status: the most that was ever resident. It only grows, so polling is enough. */
const PEAK = /^VmHWM:\s+(\d+) kB$/mu;
const POLL_MILLISECONDS = 3;
/** USER_HZ, 100 on every Linux that matters here. */
const TICKS_PER_SECOND = 100;

/** The same zone for every program, so that no run pays for another one. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, TZ: "UTC" };

/** The text of a file of /proc, empty where there is none or the process has ended. */
function procText(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "latin1");
  } catch {
    return "";
  }
}

function peakBytesOf(pid: number): number | null {
  const found = PEAK.exec(procText(pid, "status"));
  return found === null ? null : Number(found[1]) * 1024;
}

/** utime and stime of proc(5), the 12th and 13th field after the program's name. */
function cpuSecondsOf(pid: number): number | null {
  const stat = procText(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) || ticks === 0 ? null : ticks / TICKS_PER_SECOND;
}

/** Runs a program to its end, its output thrown away, and fails where the program ends with another exit code than these. */
export async function measure(
  command: Command,
  exitCodes: readonly number[] = [0],
): Promise<Measurement> {
  const startedAt = performance.now();
  const child = spawn(command.program, [...command.args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: ENVIRONMENT,
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  let peakBytes: number | null = null;
  let cpuSeconds: number | null = null;
  const poll = setInterval(() => {
    if (child.pid === undefined) return;
    peakBytes = peakBytesOf(child.pid) ?? peakBytes;
    cpuSeconds = cpuSecondsOf(child.pid) ?? cpuSeconds;
  }, POLL_MILLISECONDS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  }).finally(() => clearInterval(poll));
  const seconds = (performance.now() - startedAt) / 1000;
  if (code === null || !exitCodes.includes(code))
    throw new Error(`${command.program} ended with ${code}: ${complaints.trim()}`);
  return { seconds, cpuSeconds, peakBytes };
}
