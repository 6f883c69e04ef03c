import { spawn } from "node:child_process";
import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { Failure } from "../../src/domain/failure.ts";
import { type StreamBytes, streamBytes } from "./bytes.ts";
import { gunzipped } from "./gzip.ts";

/** A compression that logs come in: its first bytes, and the command that undoes it where Node cannot. */
export type Compression = {
  readonly format: string;
  readonly magic: readonly number[];
  readonly command: string | null;
};

const COMPRESSIONS: readonly Compression[] = [
  { format: "gzip", magic: [0x1f, 0x8b], command: null },
  { format: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd], command: "zstd" },
  { format: "xz", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], command: "xz" },
  { format: "bzip2", magic: [0x42, 0x5a, 0x68], command: "bzip2" },
];

/** The compression that a file beginning with these bytes has, whatever its name; null for none. */
export function compressionOf(head: Uint8Array): Compression | null {
  return COMPRESSIONS.find(({ magic }) => magic.every((byte, at) => head[at] === byte)) ?? null;
}

/** More memory than this xz may not take: `xz -9` needs 65 MiB, and a file can ask for gigabytes. */
const XZ_FLAGS: readonly string[] = ["-dc", "--memlimit-decompress=256MiB"];

/** The uncompressed bytes of an open file. Nothing is ever held whole, so a small file cannot blow up in memory. */
export function decompress(handle: FileHandle, { command }: Compression): StreamBytes {
  const packed = handle.createReadStream({ start: 0, autoClose: false });
  if (command === null) return streamBytes(gunzipped(streamBytes(packed)));
  return streamBytes(throughCommand(packed, command));
}

/** `zstd -dc < file`: these tools are older and faster than anything a package could bring. */
async function* throughCommand(packed: Readable, command: string): AsyncIterable<Buffer> {
  const child = spawn(command, command === "xz" ? XZ_FLAGS : ["-dc"]);
  packed.on("error", () => child.stdin.destroy());
  child.stdin.on("error", () => packed.destroy());
  packed.pipe(child.stdin);
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(0, 200);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", () => reject(new Failure(`the command ${command} is not installed`)));
    child.on("close", resolve);
  });
  ended.catch(() => {});
  try {
    for await (const chunk of child.stdout) yield chunk;
    const code = await ended;
    if (code !== 0)
      throw new Failure(complaintOf(command, words) || `${command} ended with ${code}`);
  } finally {
    packed.destroy();
    child.kill();
  }
}

/** What these programs put before their words: `xz: (stdin): `, `/*stdin*\ : `, `zstd: /*stdin*\: ` */
const STDIN = /^(?:\w{2,8}: )?(?:\(stdin\): |\/\*stdin\*\\ ?: )?/u;

/** The first thing that a program complains of, `xz: Unexpected end of input`; bzip2 goes on with advice. */
function complaintOf(command: string, words: string): string {
  const first = words.trim().split("\n", 1)[0] ?? "";
  const said = first.replace(STDIN, "");
  const bare = said.endsWith(";") ? said.slice(0, -1) : said;
  return bare === "" ? "" : `${command}: ${bare}`;
}
