import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Random } from "../../bench/random.ts";
import { openDatabase, openReadOnly } from "../../src/store/open.ts";
import { content } from "../support/content.ts";
import { walk } from "../support/walk.ts";

const COMMAND = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** How many times the program is killed in one test: a share of `SMTP_ANALYZE_KILLS` when that asks for more than CI does. */
export function killsOf(share: number): number {
  return Math.ceil(Number(process.env["SMTP_ANALYZE_KILLS"] ?? 200) * share);
}

export type Victim = {
  readonly pid: number;
  /** Waits for a moment that chance picks, and kills the program as the kernel would. Answers whether it still ran. */
  kill(): Promise<boolean>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<number | null>;
  /** Waits until it has ended by itself. */
  readonly end: Promise<number | null>;
  said(): string;
};

/** Blocks of 512 bytes, as POSIX has it for `ulimit -f`. */
const LIMITED = 'ulimit -f "$1" && shift && exec "$@"';

/** The built program in a process of its own. `most`: no file that it writes can become longer, in bytes, as on a full disk. */
export function startVictim(
  argv: readonly string[],
  db: string,
  random: Random,
  most: number | null = null,
): Victim {
  if (!existsSync(COMMAND)) throw new Error(`${COMMAND} is missing: npm run build`);
  const program = [process.execPath, COMMAND, ...argv, "--db", db] as const;
  const blocks = most === null ? "unlimited" : String(Math.ceil(most / 512));
  const child = spawn("sh", ["-c", LIMITED, "sh", blocks, ...program], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const end = once(child, "close").then(([code]) => code as number | null);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    async kill() {
      const before = written(db);
      const isBlind = random.chance(0.2);
      const patience = random.below(isBlind ? 400 : 60);
      while (!isBlind && written(db) === before && !isOver()) await pause(1);
      for (let waited = 0; waited < patience && !isOver(); waited++) await pause(1);
      const isAlive = !isOver();
      child.kill("SIGKILL");
      await end;
      return isAlive;
    },
    async stop() {
      child.kill("SIGTERM");
      return end;
    },
    end,
    said: () => said,
  };
}

/** Changes with every commit, and with every checkpoint of the write-ahead log. */
function written(db: string): string {
  return [db, `${db}-wal`]
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((found) => `${found?.size} ${found?.mtimeMs}`)
    .join();
}

type Content = readonly (readonly [string, readonly string[]])[];

/**
 * The rows of every public view in which a database differs from what one run that nothing interrupts makes of these files,
 * whatever they were called.
 */
export async function differences(path: string, files: readonly string[]): Promise<string[]> {
  const whole = openDatabase(":memory:");
  for (const file of files) await walk([file], whole);
  const expected = content(whole) as Content;
  whole.close();
  const db = openReadOnly(path);
  const found = content(db) as Content;
  db.close();
  return expected.flatMap(([view, rows], at) => {
    const others = found[at]?.[1] ?? [];
    const missing = rows.filter((row) => !others.includes(row)).map((row) => `${view} - ${row}`);
    const added = others.filter((row) => !rows.includes(row)).map((row) => `${view} + ${row}`);
    const isSame = rows.length === others.length && missing.length + added.length === 0;
    return isSame
      ? []
      : [`${view}: ${rows.length} rows, ${others.length} found`, ...missing, ...added];
  });
}

const LINES = "SELECT coalesce(sum(lines), 0) FROM coverage";

/** Lines counted so far. */
export function linesIn(path: string): number {
  try {
    const db = openReadOnly(path);
    const lines = db.prepare<[], number>(LINES).pluck().get() ?? 0;
    db.close();
    return lines;
  } catch {
    return 0;
  }
}
