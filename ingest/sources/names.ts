import { stat } from "node:fs/promises";

/**
 * The files that a command line names, oldest first: rotated logs come newest first out of a shell. What is no file, `-`
 * among it, follows in its order, and so does what cannot be found: opening it says why.
 */
export async function oldestFirst(names: readonly string[]): Promise<readonly string[]> {
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
