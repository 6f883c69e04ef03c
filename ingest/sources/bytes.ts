import type { FileHandle } from "node:fs/promises";

/** Gives the bytes of a source one after the other. */
export type ByteReader = {
  /** Fills the buffer from `start` on, as far as it goes; 0 bytes is the end. */
  read(buffer: Buffer, start: number): Promise<number>;
};

/** As many of these bytes as a regular file has. */
export async function bytesAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** The bytes of a regular file from `offset` on. */
export function fileBytes(handle: FileHandle, offset: number): ByteReader {
  let at = offset;
  return {
    async read(buffer, start) {
      const { bytesRead } = await handle.read(buffer, start, buffer.length - start, at);
      at += bytesRead;
      return bytesRead;
    },
  };
}

/** The bytes of a stream that can only be read forwards. */
export type StreamBytes = ByteReader & {
  /** The next bytes, up to `length` of them, without taking them. */
  peek(length: number): Promise<Buffer>;
  /** Passes over bytes that an earlier run has read. */
  skip(length: number): Promise<void>;
  /** What broke the stream off; null when it ended well. Bytes before the break were given all the same. */
  trouble(): unknown;
  /** Lets go of what is not read to its end. */
  close(): Promise<void>;
};

const NOTHING = Buffer.alloc(0);

export function streamBytes(chunks: AsyncIterable<Buffer>): StreamBytes {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Buffer = NOTHING;
  let broken: unknown = null;

  async function pull(): Promise<boolean> {
    try {
      const next = await iterator.next();
      if (next.done === true) return false;
      rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
      return true;
    } catch (error) {
      broken = error;
      return false;
    }
  }

  return {
    async peek(length) {
      while (rest.length < length && (await pull()));
      return rest.subarray(0, length);
    },
    async skip(length) {
      let left = length;
      while (left > 0 && (rest.length > 0 || (await pull()))) {
        const taken = Math.min(left, rest.length);
        rest = rest.subarray(taken);
        left -= taken;
      }
    },
    async read(buffer, start) {
      let at = start;
      while (at < buffer.length && (rest.length > 0 || (await pull()))) {
        const taken = rest.copy(buffer, at);
        rest = rest.subarray(taken);
        at += taken;
      }
      return at - start;
    },
    trouble: () => broken,
    async close() {
      await iterator.return?.();
    },
  };
}

/** Whether these bytes stand at `start`, before `end`. */
export function isAt(block: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (block[start + i] !== text[i]) return false;
  return true;
}
