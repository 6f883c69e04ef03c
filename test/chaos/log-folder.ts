import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Random } from "../../bench/random.ts";

/** A log and its rotated copies, as a syslog daemon and logrotate would leave them. */
export type LogFolder = {
  readonly log: string;
  write(text: string): void;
  /** Rotates in one of the ways there are; `late` is what the daemon writes to the old file before it opens the new one. */
  rotate(late: string): void;
  /** The log and its copies, in no order. */
  files(): readonly string[];
  /** What each file held in the order in which they were written, in files of their own. */
  pristine(): readonly string[];
};

export function openLogFolder(folder: string, random: Random): LogFolder {
  const log = join(folder, "mail.log");
  const written: string[] = [""];
  const numbered = (number: number, end = ""): string => `${log}.${number}${end}`;
  writeFileSync(log, "");

  function write(path: string, text: string): void {
    appendFileSync(path, text);
    written.push((written.pop() ?? "") + text);
  }

  function compress(path: string): void {
    const { atime, mtime } = statSync(path);
    writeFileSync(`${path}.part`, gzipSync(readFileSync(path)));
    utimesSync(`${path}.part`, atime, mtime);
    renameSync(`${path}.part`, `${path}.gz`);
    rmSync(path);
  }

  /** Makes room for a new `.1`; the one that was there is compressed, as with `delaycompress`. */
  function shift(): void {
    let last = 1;
    while (existsSync(numbered(last)) || existsSync(numbered(last, ".gz"))) last++;
    for (let number = last - 1; number >= 1; number--) {
      const end = existsSync(numbered(number)) ? "" : ".gz";
      renameSync(numbered(number, end), numbered(number + 1, end));
    }
    if (existsSync(numbered(2))) compress(numbered(2));
  }

  return {
    log,
    write: (text) => write(log, text),
    rotate(late) {
      shift();
      if (random.chance(0.5)) {
        renameSync(log, numbered(1));
        write(numbered(1), late);
        writeFileSync(log, "");
      } else {
        write(log, late);
        copyFileSync(log, numbered(1));
        truncateSync(log, 0);
      }
      if (random.chance(0.2)) compress(numbered(1));
      written.push("");
    },
    files: () =>
      readdirSync(folder)
        .filter((name) => name.startsWith("mail.log"))
        .map((name) => join(folder, name)),
    pristine() {
      const whole = join(folder, "pristine");
      mkdirSync(whole);
      return written.map((text, at) => {
        const path = join(whole, `mail.${String(at).padStart(4, "0")}`);
        writeFileSync(path, text);
        return path;
      });
    },
  };
}
