import type { Batch } from "../../src/domain/batch.ts";
import { openFile } from "./files.ts";
import { type InputOptions, readFiles } from "./inputs.ts";
import { type RotatedCopy, rotatedCopies } from "./rotated.ts";

/** Times that the copies are looked for again because one was renamed meanwhile. */
const TRIES = 3;

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
  for (let tries = 0; tries < TRIES; tries++) {
    let isMoved = false;
    const failed = (): void => {
      isMoved = true;
    };
    yield* readFiles(await unreadCopies(name, open, options), { ...options, failed });
    if (!isMoved) return;
  }
}

/** The copies that were not read to their end, oldest first. */
async function unreadCopies(
  name: string,
  open: ReadonlySet<string>,
  { resume }: InputOptions,
): Promise<readonly string[]> {
  const unread: string[] = [];
  let unseen: string[] = [];
  for (const copy of await rotatedCopies(name)) {
    const state = open.has(copy.inode) ? "read" : await stateOf(copy, resume);
    if (state === "unseen") {
      unseen.push(copy.path);
      continue;
    }
    unread.push(...unseen);
    unseen = [];
    if (state !== "read") unread.push(copy.path);
    if (state === "packed") break;
  }
  return unread.reverse();
}

/** `packed`: it was read, but only unpacking it shows whether to its end. Whatever is older has been read before it. */
type CopyState = "unseen" | "read" | "begun" | "packed";

async function stateOf({ path }: RotatedCopy, resume: InputOptions["resume"]): Promise<CopyState> {
  const file = await openFile(path).catch(() => null);
  if (file === null) return "unseen";
  if (file.kind === "stream") {
    file.stream.destroy();
    return "read";
  }
  try {
    const { from } = resume(file, false);
    if (from.offset === 0) return "unseen";
    if (file.size === null) return "packed";
    return from.offset < file.size ? "begun" : "read";
  } finally {
    await file.close();
  }
}
