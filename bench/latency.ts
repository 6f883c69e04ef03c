import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { medianOf } from "./contest.ts";
import { stampOf } from "./log-host.ts";
import { freshDatabase } from "./logs.ts";
import { ENVIRONMENT } from "./measure.ts";
import { CLI } from "./tools.ts";

/** Seconds from writing a line into the pipe to the moment another process can read its count. */
export type Latency = {
  readonly lines: number;
  readonly medianSeconds: number;
  readonly longestSeconds: number;
};

const BETWEEN_LINES_MILLISECONDS = 1500;
const POLL_MILLISECONDS = 5;
const PATIENCE_MILLISECONDS = 15_000;

const VISIBLE = "SELECT coalesce(sum(recipients), 0) FROM deferral WHERE code = 421";

/** A line as `tail -f` would pass it on, stamped now. */
function refusalLine(number: number): string {
  const peer = "mx1.example.org[192.0.2.77]";
  const queueId = `4F${(0xa00000 + number).toString(16).toUpperCase()}`;
  const reply = `421 4.7.0 Too many connections from 192.0.2.25 (${number})`;
  return `${stampOf(Math.floor(Date.now() / 1000))} mx1 postfix/smtp[2741]: ${queueId}: to=<user${number}@example.org>, relay=${peer}:25, delay=0.4, delays=0.1/0.01/0.29/0, dsn=4.7.0, status=deferred (host ${peer} refused to talk to me: ${reply})\n`;
}

/** Recipients visible in the database now; zero while there is no database or no view yet. */
function visibleIn(path: string): number {
  if (!existsSync(path)) return 0;
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return Number(db.prepare(VISIBLE).pluck().get());
    } finally {
      db.close();
    }
  } catch {
    return 0;
  }
}

async function untilVisible(path: string, count: number, startedAt: number): Promise<number> {
  while (visibleIn(path) < count) {
    const waited = performance.now() - startedAt;
    if (waited > PATIENCE_MILLISECONDS) {
      throw new Error(`line ${count} of the pipe is not in the database after ${waited / 1000} s`);
    }
    await pause(POLL_MILLISECONDS);
  }
  return (performance.now() - startedAt) / 1000;
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
  });
}

/** Feeds 421s one by one into the standard input of `ingest` and watches the database from outside. */
export async function measureLatency(lines: number): Promise<Latency> {
  const path = freshDatabase("latency.db");
  const child = spawn(process.execPath, [CLI, "ingest", "--db", path], {
    stdio: ["pipe", "ignore", "ignore"],
    env: ENVIRONMENT,
  });
  const ended = closed(child);
  const waits: number[] = [];
  try {
    for (let number = 1; number <= lines; number++) {
      await pause(BETWEEN_LINES_MILLISECONDS);
      const startedAt = performance.now();
      child.stdin.write(refusalLine(number));
      waits.push(await untilVisible(path, number, startedAt));
    }
  } finally {
    child.stdin.end();
    await ended;
  }
  return { lines, medianSeconds: medianOf(waits), longestSeconds: Math.max(...waits) };
}
