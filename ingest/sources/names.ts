import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../src/domain/failure.ts";
import { bytesAt } from "./bytes.ts";
import { compressionOf } from "./decompress.ts";
import { failureOf } from "./files.ts";

/** The inputs of a run, oldest first; what stands in a folder and is no log; folders that could not be read. */
export type Inputs = {
  readonly names: readonly string[];
  readonly skipped: readonly string[];
  readonly failures: readonly Failure[];
};

/** Bytes looked at to tell a log from anything else. */
const HEAD_BYTES = 1024;

/** What a folder of logs may hold besides: results of our own, notes of other programs. */
const NOT_LOGS = /\.(?:db|sqlite3?|html|json\.lock|lock|pid|conf|cf|sh|py|md)$/u;

/**
 * The files that a command line names, oldest first: rotated logs come newest first out of a shell. A folder stands for the
 * logs in it, not for those of its own folders. What is no file, `-` among it, follows in its order, and so does what cannot
 * be found: opening it says why.
 */
export async function inputsOf(names: readonly string[]): Promise<Inputs> {
  const folders = await Promise.all(names.map((name) => folderOf(name)));
  const found = folders.flatMap(({ logs }) => logs);
  return {
    names: await oldestFirst([...new Set(found)]),
    skipped: folders.flatMap(({ others }) => others),
    failures: folders.flatMap(({ failures }) => failures),
  };
}

type Folder = {
  readonly logs: readonly string[];
  readonly others: readonly string[];
  readonly failures: readonly Failure[];
};

/** The logs in a folder and what else is there; anything but a folder is taken as it is. */
async function folderOf(name: string): Promise<Folder> {
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory() !== true) return { logs: [name], others: [], failures: [] };
  try {
    const paths = (await readdir(name)).sort().map((entry) => join(name, entry));
    const judged = await Promise.all(
      paths.map(async (path) => ({ path, isLog: await isLog(path) })),
    );
    const logs = judged.filter((one) => one.isLog).map((one) => one.path);
    const others = judged.filter((one) => !one.isLog).map((one) => one.path);
    return { logs, others, failures: logs.length === 0 ? [emptyFolder(name)] : [] };
  } catch (error) {
    const failure = failureOf(name, error);
    if (failure === null) throw error;
    return { logs: [], others: [], failures: [failure] };
  }
}

function emptyFolder(name: string): Failure {
  const hint = "folders inside it are not entered: name the one that holds the logs";
  return new Failure(`no log in the folder ${name}`, hint);
}

/** Whether a file may be a log: text, or compressed. One that cannot be looked at may be: opening it says why not. */
async function isLog(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return true;
  if (!found.isFile() || NOT_LOGS.test(path)) return false;
  const handle = await open(path, "r").catch(() => null);
  if (handle === null) return true;
  try {
    return await isText(handle);
  } finally {
    await handle.close();
  }
}

/** Text has no NUL byte before its first line ends; a log may have some later, where a crash left them. */
async function isText(handle: FileHandle): Promise<boolean> {
  const head = await bytesAt(handle, 0, HEAD_BYTES);
  if (compressionOf(head) !== null) return true;
  const end = head.indexOf(0x0a);
  return !head.subarray(0, end < 0 ? head.length : end).includes(0);
}

async function oldestFirst(names: readonly string[]): Promise<readonly string[]> {
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: await modifiedAt(name) })),
  );
  return dated.sort((one, other) => one.at - other.at).map(({ name }) => name);
}

/** Milliseconds since 1970; larger than any for what is no regular file. */
async function modifiedAt(name: string): Promise<number> {
  const found = await stat(name).catch(() => null);
  return found?.isFile() ? found.mtimeMs : Number.MAX_VALUE;
}
