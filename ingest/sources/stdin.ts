import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";
import { headOf } from "./inputs.ts";

/** Stdin as a process has it; `fd` is missing where it is none. */
type Stdin = Readable & { readonly fd?: number; readonly isTTY?: boolean };

/**
 * Whether stdin brings something to read: a file that is not empty, or a pipe or a socket through which a first byte came before
 * it ended. A terminal and /dev/null bring nothing; cron gives jobs a pipe that nobody writes to. It takes as long as the first
 * byte does, which stays in the stream.
 */
export async function bringsSomething(stdin: Stdin, signal: AbortSignal): Promise<boolean> {
  if (stdin.isTTY === true) return false;
  const stat = stdin.fd === undefined ? null : fstatSync(stdin.fd);
  if (stat?.isFile()) return stat.size > 0;
  if (stat?.isCharacterDevice()) return false;
  const head = await headOf(stdin, signal);
  if (signal.aborted) stdin.destroy();
  return head.length > 0;
}
