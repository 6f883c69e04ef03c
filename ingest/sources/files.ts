import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { Failure } from "../../src/domain/failure.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { bytesAt } from "./bytes.ts";
import { type Compression, compressionOf, decompress } from "./decompress.ts";
import { type Onward, onwardFrom, onwardIn, type Place } from "./place.ts";

/** Bytes at the start of a source that tell it from every other (design section 6). */
export const FINGERPRINT_BYTES = 1024;

/**
 * A log file whose content can be read again. `head` is its first bytes; of a compressed file, as everything that follows,
 * of what it holds. `onwardAt` gives what is around a place, or null when it does not go on there. `trouble` is what broke its compression
 * off, or null.
 */
export type LogFile = {
  readonly kind: "file";
  readonly name: string;
  readonly head: Uint8Array;
  /** Bytes; null of a compressed file. */
  readonly size: number | null;
  readonly modifiedAt: EpochMs;
  onwardAt(place: Place): Promise<Onward | null>;
  trouble(): unknown;
  close(): Promise<void>;
};

/** A log file, or something that can only be read once: a named pipe, a process substitution. */
export type OpenFile =
  | LogFile
  | { readonly kind: "stream"; readonly name: string; readonly stream: Readable };

/** Opens what a path names; the caller closes it. Throws a Failure that names the file and the cause. */
export async function openFile(name: string): Promise<OpenFile> {
  const handle = await open(name, "r").catch((error: unknown) => {
    throw failureOf(name, error) ?? error;
  });
  try {
    return await describe(name, handle);
  } catch (error) {
    await handle.close();
    throw failureOf(name, error) ?? error;
  }
}

async function describe(name: string, handle: FileHandle): Promise<OpenFile> {
  const stat = await handle.stat();
  if (stat.isDirectory()) throw new Failure(`cannot read ${name}: it is a directory`);
  if (!stat.isFile()) return { kind: "stream", name, stream: handle.createReadStream() };
  return regularFile(name, handle, stat);
}

/** Describes an open regular file, plain or compressed. */
async function regularFile(name: string, handle: FileHandle, stat: Stats): Promise<LogFile> {
  const head = await bytesAt(handle, 0, FINGERPRINT_BYTES);
  const compression = compressionOf(head);
  const common = { kind: "file", name, modifiedAt: stat.mtimeMs } as const;
  if (compression !== null) return { ...common, ...(await packedFile(handle, compression)) };
  return {
    ...common,
    head,
    size: stat.size,
    onwardAt: (place) => onwardIn(handle, stat.size, place),
    trouble: () => null,
    close: () => handle.close(),
  };
}

/** What a compressed file holds can only be read forwards: where it does not go on at one place, it is unpacked anew for the next. */
async function packedFile(
  handle: FileHandle,
  compression: Compression,
): Promise<Omit<LogFile, "kind" | "name" | "modifiedAt">> {
  let bytes = decompress(handle, compression);
  let isUsed = false;
  return {
    head: Buffer.from(await bytes.peek(FINGERPRINT_BYTES)),
    size: null,
    async onwardAt(place) {
      if (isUsed) {
        await bytes.close();
        bytes = decompress(handle, compression);
      }
      isUsed = true;
      return onwardFrom(bytes, place);
    },
    trouble: () => bytes.trouble(),
    async close() {
      await bytes.close();
      await handle.close();
    },
  };
}

/** Hash of the first bytes of a source. */
export function fingerprintOf(head: Uint8Array): string {
  return createHash("sha256").update(head).digest("hex").slice(0, 32);
}

const CAUSES: ReadonlyMap<string, readonly [string, string | null]> = new Map([
  [
    "ENOENT",
    ["no such file", "rotated logs may have another name: ls -t /var/log/mail* /var/log/exim4/*"],
  ],
  [
    "EACCES",
    [
      "permission denied",
      "logs are often readable by group adm only: run with sudo or join the group",
    ],
  ],
  [
    "EPERM",
    [
      "permission denied",
      "logs are often readable by group adm only: run with sudo or join the group",
    ],
  ],
  ["EISDIR", ["it is a directory", "name the files in it"]],
  ["ENOTDIR", ["part of the path is not a directory", null]],
  [
    "EIO",
    ["the disk reports an input/output error", "what was read before is committed; check the disk"],
  ],
  ["ENXIO", ["it is not a file that can be read", "name a log file, or pipe one in"]],
]);

/** `/var/log/mail.log*` in quotes: what a shell would have replaced by names */
const PATTERN = /[*?[]/u;
const UNQUOTED = "the shell puts names in the place of a pattern: write it without quotes";

/** An error of the operating system as a sentence about the file; null for anything else, which is a bug of ours. */
export function failureOf(name: string, error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return null;
  const [cause, hint] = CAUSES.get(error.code) ?? [error.code, null];
  const isPattern = error.code === "ENOENT" && PATTERN.test(name);
  return new Failure(`cannot read ${name}: ${cause}`, isPattern ? UNQUOTED : hint);
}
