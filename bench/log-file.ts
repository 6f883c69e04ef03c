import { closeSync, openSync, writeSync } from "node:fs";
import { generateEximLog } from "./exim-log.ts";
import { generatePostfixLog, type LogOptions } from "./postfix-log.ts";
import type { LineSink } from "./scene.ts";
import type { Truth } from "./truth.ts";

/** The first second of every generated log, epoch seconds. */
export const FIRST_SECOND: number = Date.UTC(2026, 10, 2) / 1000;

const CHUNK = 1 << 20;
const LONGEST_LINE = 4096;

/** Whose log is written. */
export type LogKind = "postfix" | "exim";

/** What writes the log of each, line by line. */
export const GENERATORS: Record<LogKind, (options: LogOptions, sink: LineSink) => Truth> = {
  postfix: generatePostfixLog,
  exim: generateEximLog,
};

type LogFile = {
  readonly kind: LogKind;
  readonly seed: number;
  readonly bytes: number;
  readonly out: string;
};

/** Writes a generated log to a file, in chunks, and returns the record of what it holds. */
export function writeLog(file: LogFile): Truth {
  const descriptor = openSync(file.out, "w");
  const chunk = Buffer.allocUnsafe(CHUNK + LONGEST_LINE);
  let filled = 0;
  const flush = (): void => {
    writeSync(descriptor, chunk, 0, filled);
    filled = 0;
  };
  const options = { seed: file.seed, bytes: file.bytes, startAt: FIRST_SECOND };
  const truth = GENERATORS[file.kind](options, (line) => {
    filled += chunk.write(line, filled, "latin1");
    if (filled >= CHUNK) flush();
  });
  flush();
  closeSync(descriptor);
  return truth;
}
