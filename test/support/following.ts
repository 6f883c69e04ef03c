import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { openReadOnly } from "../../src/store/open.ts";
import { temporaryFolder } from "./files.ts";
import { type Answer, command } from "./run.ts";

/** A folder, and in it the names of a database and a log. */
export function places(): { readonly db: string; readonly log: string; readonly folder: string } {
  const folder = temporaryFolder();
  return { folder, db: join(folder, "result.db"), log: join(folder, "mail.log") };
}

/** A delivery at this second of the day, told by a process of this number. */
export function delivery(number: number, host = "mx1"): string {
  const at = new Date(number * 1000).toISOString().slice(11, 19);
  return `Nov 20 ${at} ${host} postfix/smtp[${number}]: 4A1B${number}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n`;
}

export const deliveries = (from: number, to: number, host?: string): string =>
  Array.from({ length: to - from }, (_, at) => delivery(from + at, host)).join("");

export type Following = {
  /** Ends it as SIGTERM would, and answers what it said. */
  stop(): Promise<Answer>;
  hangUp(): void;
};

/** `follow` with these arguments, until it is stopped or the test is over. */
export function following(argv: readonly string[]): Following {
  const stopping = new AbortController();
  let reopen = (): void => {};
  const answer = command(["follow", "--tz", "UTC", ...argv], {
    now: Date.now,
    signal: stopping.signal,
    onHangup: (listener) => {
      reopen = listener;
    },
  });
  const stop = (): Promise<Answer> => {
    stopping.abort();
    return answer;
  };
  onTestFinished(async () => {
    await stop();
  });
  return { stop, hangUp: () => reopen() };
}

/** One number out of a database, 0 as long as it has none. */
export function numberIn(path: string, sql: string): number {
  try {
    const db = openReadOnly(path);
    const value = db.prepare<[], number | null>(sql).pluck().get();
    db.close();
    return value ?? 0;
  } catch {
    return 0;
  }
}

export const DELIVERED = "SELECT sum(delivered) FROM attempt";

/** Waits until so many deliveries are counted. */
export async function counted(path: string, expected: number): Promise<void> {
  await expect.poll(() => numberIn(path, DELIVERED), { timeout: 15_000 }).toBe(expected);
}
