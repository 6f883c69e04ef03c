import { execFileSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FIRST_SECOND, GENERATORS, type LogKind, writeLog } from "./log-file.ts";
import type { Truth } from "./truth.ts";

/** Where generated logs and databases go; not under version control. */
export const OUT = "bench/out";

export type GeneratedLog = { readonly path: string; readonly truth: Truth };

/** The log of this seed and size: the file of an earlier run where it is still what the generator would write. */
export function openLog(kind: LogKind, seed: number, bytes: number): GeneratedLog {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `${kind}-${seed}-${bytes}.log`);
  const record = `${path}.truth.json`;
  if (existsSync(record) && existsSync(path)) {
    const truth = JSON.parse(readFileSync(record, "utf8")) as Truth;
    if (truth.bytes === statSync(path).size && beginsAsGenerated(kind, path, seed))
      return { path, truth };
  }
  rmSync(record, { force: true });
  const truth = writeLog({ kind, seed, bytes, out: path });
  writeFileSync(record, `${JSON.stringify(truth, null, 2)}\n`);
  return { path, truth };
}

/** A log of any size begins with the same lines, so a short one shows whether the generator has changed since. */
function beginsAsGenerated(kind: LogKind, path: string, seed: number): boolean {
  let text = "";
  GENERATORS[kind]({ seed, bytes: 500_000, startAt: FIRST_SECOND }, (line) => {
    text += line;
  });
  const wanted = Buffer.from(text, "latin1");
  const found = Buffer.alloc(wanted.length);
  const descriptor = openSync(path, "r");
  readSync(descriptor, found, 0, found.length, 0);
  closeSync(descriptor);
  return wanted.equals(found);
}

/** The log as logrotate would keep it: made once for each time the log is written. */
export function compressed(path: string): string {
  const copy = `${path}.gz`;
  const isKept = existsSync(copy) && statSync(copy).mtimeMs >= statSync(path).mtimeMs;
  if (!isKept) execFileSync("gzip", ["--keep", "--force", path]);
  return copy;
}

/** A path for a database that does not exist yet. */
export function freshDatabase(name: string): string {
  const path = join(OUT, name);
  for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true });
  return path;
}
