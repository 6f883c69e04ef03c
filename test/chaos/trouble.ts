import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../bench/random.ts";
import { openDatabase } from "../../src/store/open.ts";

/** Holds the write lock of a database now and then, as a backup or a migration would. */
export async function keepLocking(
  path: string,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const db = openDatabase(path);
  while (!signal.aborted) {
    await pause(random.below(400));
    db.exec("BEGIN IMMEDIATE");
    await pause(random.below(600));
    db.exec("ROLLBACK");
  }
  db.close();
}

/** Fills the disk for a running program now and then: it can write no file beyond a few kilobytes. Answers how often. */
export async function keepFilling(
  pid: number,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let times = 0;
  while (!signal.aborted) {
    await pause(random.below(400));
    if (!limitFiles(pid, String(random.below(40_000)))) break;
    times++;
    await pause(random.below(500));
    if (!limitFiles(pid, "unlimited")) break;
  }
  return times;
}

/** Sets how long files may become that a process writes (setrlimit(2), RLIMIT_FSIZE). Answers whether it still runs. */
function limitFiles(pid: number, bytes: string): boolean {
  try {
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`], { stdio: "pipe" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error("prlimit is missing: apt install util-linux");
    return false;
  }
}
