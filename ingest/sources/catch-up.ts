import type { Batch } from "../../src/domain/batch.ts";
import { type LogFile, openFile } from "./files.ts";
import { type InputOptions, readFiles } from "./inputs.ts";
import type { Place } from "./place.ts";
import { type RotatedCopy, rotatedCopies } from "./rotated.ts";

/** Times that the copies are looked over, because they were rotated meanwhile. */
const TRIES = 10;

/** So many compressed copies that were read before are unpacked to see whether to their end. Older ones are long done with. */
const UNPACKED = 3;

/**
 * Reads what is left of the rotated copies of a log, oldest first: the rest of one that was read in part, and all of one that
 * came between that and now. Copies older than any that was read are history nobody asked for. `open`: inodes of the files
 * that are being read anyway.
 */
export async function* catchUp(
  name: string,
  open: ReadonlySet<string>,
  options: InputOptions,
): AsyncIterable<Batch> {
  let done = "";
  for (let tries = 0; tries < TRIES && !options.signal.aborted; tries++) {
    const unread = await lookOver(name, open, options);
    const key = keyOf(unread);
    if (key === done) return;
    done = key;
    const paths = unread.map(({ path }) => path);
    yield* readFiles(paths, { ...options, failed: () => {} });
  }
}

/** The copies that were not read to their end, oldest first. Names that change meanwhile would hide one: then once more. */
async function lookOver(
  name: string,
  open: ReadonlySet<string>,
  options: InputOptions,
): Promise<readonly RotatedCopy[]> {
  for (let tries = 1; ; tries++) {
    const copies = await rotatedCopies(name);
    const unread = await unreadOf(copies, open, options);
    if (keyOf(await rotatedCopies(name)) === keyOf(copies) || tries === TRIES) return unread;
  }
}

function keyOf(copies: readonly RotatedCopy[]): string {
  return copies.map(({ path, inode }) => `${inode} ${path}`).join("\n");
}

async function unreadOf(
  copies: readonly RotatedCopy[],
  open: ReadonlySet<string>,
  { resume }: InputOptions,
): Promise<readonly RotatedCopy[]> {
  const unread: RotatedCopy[] = [];
  let unseen: RotatedCopy[] = [];
  let packed = 0;
  for (const copy of copies) {
    const state = open.has(copy.inode) ? "read" : await stateOf(copy, resume);
    if (state === "unseen") {
      unseen.push(copy);
      continue;
    }
    unread.push(...unseen);
    unseen = [];
    if (state === "packed") packed++;
    if (state === "begun" || (state === "packed" && packed <= UNPACKED)) unread.push(copy);
  }
  return unread.reverse();
}

/** `packed`: it was read, but only unpacking it shows whether to its end. */
type CopyState = "unseen" | "read" | "begun" | "packed";

async function stateOf({ path }: RotatedCopy, resume: InputOptions["resume"]): Promise<CopyState> {
  const file = await openFile(path).catch(() => null);
  if (file === null) return "unseen";
  if (file.kind === "stream") {
    file.stream.destroy();
    return "read";
  }
  try {
    const places = resume(file);
    if (file.size === null) return places.length === 1 ? "unseen" : "packed";
    const offset = await leftAt(file, places);
    if (offset === 0) return "unseen";
    return offset < file.size ? "begun" : "read";
  } finally {
    await file.close();
  }
}

/** How much of a file was read. */
async function leftAt(file: LogFile, places: readonly Place[]): Promise<number> {
  for (const place of places) {
    if ((await file.onwardAt(place)) !== null) return place.from.offset;
  }
  return 0;
}
