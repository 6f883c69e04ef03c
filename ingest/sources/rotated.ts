import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/** A file that a log may have been renamed or copied to. `inode`: device and inode, by which an open file is known again. */
export type RotatedCopy = { readonly path: string; readonly inode: string };

/** `.1`, `-20261120`, `.2.gz`, `-2026-11-20_03.zst`, `.old`: what rotation puts behind a name */
const BEHIND_NAME = /^(?:[.-]\d[\d._T-]{0,24}|\.old)(?:\.(?:gz|zst|xz|bz2))?$/u;

/** `-20261120.log`, `.1.log.gz`: with logrotate's `extension`, what comes behind the name without its own */
const BEFORE_EXTENSION = /^[.-]\d[\d._T-]{0,24}$/u;

/** `.gz` */
const COMPRESSED = /\.(?:gz|zst|xz|bz2)$/u;

/** Device and inode: which file it is, whatever its name. */
export function inodeName({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`;
}

/** The rotated copies of a log beside it, newest first. */
export async function rotatedCopies(path: string): Promise<readonly RotatedCopy[]> {
  const folder = dirname(path);
  const name = basename(path);
  const others = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    others
      .filter((other) => isRotated(other, name))
      .map(async (other) => {
        const file = await stat(join(folder, other)).catch(() => null);
        return file?.isFile() ? { path: join(folder, other), at: file.mtimeMs, file } : null;
      }),
  );
  return found
    .filter((copy) => copy !== null)
    .sort((one, other) => other.at - one.at)
    .map(({ path: copy, file }) => ({ path: copy, inode: inodeName(file) }));
}

/** Whether rotation may have made this name of that one. */
export function isRotated(other: string, name: string): boolean {
  if (other.startsWith(name)) return BEHIND_NAME.test(other.slice(name.length));
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  const plain = other.replace(COMPRESSED, "");
  if (extension === "" || !plain.startsWith(stem) || !plain.endsWith(extension)) return false;
  return BEFORE_EXTENSION.test(plain.slice(stem.length, -extension.length));
}
