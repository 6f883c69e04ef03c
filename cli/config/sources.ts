import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isRotated } from "../../ingest/sources/rotated.ts";
import { bringsSomething } from "../../ingest/sources/stdin.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Io } from "../io.ts";

/** What a command that reads logs was told. `sources` comes from the configuration file. */
type Chosen = { readonly sources?: readonly string[]; readonly quiet?: boolean };

/** A pipe through which nothing has come for so long is told of, in milliseconds: whoever left it open may not know. */
const SILENT_MS = 3_000;

/**
 * The files that are named, else stdin where it brings something, else those of the configuration file. Says which: the same log
 * may come both ways, and would count twice if both were read.
 */
export async function chosenFiles(
  files: readonly string[],
  { sources, quiet }: Chosen,
  io: Io,
): Promise<readonly string[]> {
  if (files.length > 0 || sources === undefined) return files;
  const say = (words: string): void => {
    if (quiet !== true) io.stderr.write(`${words}\n`);
  };
  const waiting = setTimeout(() => say(WAITING), SILENT_MS);
  try {
    if (await bringsSomething(io.stdin, io.signal)) {
      say("reading stdin, not the sources of the configuration file");
      return ["-"];
    }
  } finally {
    clearTimeout(waiting);
  }
  say(`reading ${sources.join(", ")}, as configured`);
  return sourceFiles(sources);
}

const WAITING =
  "waiting for stdin: a pipe is read before the sources of the configuration file (< /dev/null: read those)";

/** The files to follow: those that are named, else the logs of the configuration file, whose copies are found without that. */
export async function followedFiles(
  files: readonly string[],
  { sources }: Chosen,
): Promise<readonly string[]> {
  if (files.length > 0) return files;
  const found = withoutCopies(await sourceFiles(sources ?? [])).filter((file) => !isPattern(file));
  if (found.length > 0) return found;
  throw new Failure(
    sources === undefined ? "no file to follow" : `no file matches ${sources.join(", ")}`,
    "name one, such as /var/log/mail.log, or set sources in the configuration file",
    2,
  );
}

/** Puts names in the place of patterns, as a shell would: one that nothing matches stays as it is. */
export async function sourceFiles(sources: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(sources.map(matchesOf));
  return [...new Set(found.flat())];
}

/** `/var/log/mail.log*` */
export function isPattern(path: string): boolean {
  return basename(path).includes("*");
}

/** Without the copies that rotation made of others: whoever follows a log finds those by itself. */
function withoutCopies(files: readonly string[]): readonly string[] {
  return files.filter(
    (file) =>
      !files.some(
        (other) => dirname(other) === dirname(file) && isRotated(basename(file), basename(other)),
      ),
  );
}

async function matchesOf(source: string): Promise<readonly string[]> {
  if (!isPattern(source)) return [source];
  const parts = basename(source).split("*");
  const names = await readdir(dirname(source)).catch(() => []);
  const found = names.filter((name) => !name.startsWith(".") && isMatch(name, parts)).sort();
  return found.length === 0 ? [source] : found.map((name) => join(dirname(source), name));
}

/** Whether a name is made of these parts with anything between them. */
function isMatch(name: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? "";
  const last = parts[parts.length - 1] ?? "";
  const end = name.length - last.length;
  if (!name.startsWith(first) || !name.endsWith(last) || end < first.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
