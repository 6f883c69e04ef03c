import { constants, crc32, createInflateRaw, type InflateRaw } from "node:zlib";
import { Failure } from "../../src/domain/failure.ts";
import type { StreamBytes } from "./bytes.ts";

/** Packed bytes handed over at a time. */
const FEED_BYTES = 1 << 16;

/** What a member begins with: two bytes that mark it, and 8, the one method there is (RFC 1952, section 2.3.1). */
const MAGIC = [0x1f, 0x8b, 8];

/** Flags of a header: what stands between its first ten bytes and the packed ones. */
const FLAGS = { headerSum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/** The fixed part of a header, the sum and the length behind a member, and more than any header takes. */
const FIXED_BYTES = 10;
const TRAILER_BYTES = 8;
const HEADER_BYTES = 1 << 17;

/** Unpacked pieces, of 16 KiB, that wait for the end of their member. */
const HELD_PIECES = 4;

/**
 * What a gzip file holds, member after member, and zeros between and behind them, with which tapes and crashed systems fill up.
 * node:zlib gives nothing of a block in which it meets something wrong: what stands before garbage or a cut would be lost.
 * Everything that can be unpacked is given; then it throws what is wrong with the rest.
 */
export async function* gunzipped(packed: StreamBytes): AsyncIterable<Buffer> {
  try {
    for (let members = 0; ; members++) {
      const header = await headerOf(packed, members);
      if (header === 0) break;
      await packed.skip(header);
      yield* member(packed);
    }
    const broken = packed.trouble();
    if (broken !== null) throw broken;
  } finally {
    await packed.close();
  }
}

/** How long the header of the next member is; 0 at the end. Throws where something else follows. */
async function headerOf(packed: StreamBytes, members: number): Promise<number> {
  if (members > 0) await skipZeros(packed);
  const bytes = await packed.peek(HEADER_BYTES);
  if (bytes.length === 0) return 0;
  if (MAGIC.some((byte, at) => at < bytes.length && bytes[at] !== byte)) {
    if (members === 0) throw new Failure("unknown compression method");
    throw new Failure(
      "what follows its compressed log is no gzip (trailing garbage)",
      "everything before it is counted; where more of the log should follow, fetch the file again",
    );
  }
  return headerLength(bytes) ?? endedEarly(packed);
}

async function skipZeros(packed: StreamBytes): Promise<void> {
  for (;;) {
    const bytes = await packed.peek(FEED_BYTES);
    const zeros = bytes.findIndex((byte) => byte !== 0);
    await packed.skip(zeros < 0 ? bytes.length : zeros);
    if (zeros >= 0 || bytes.length === 0) return;
  }
}

/** The length of a header that is whole (RFC 1952, section 2.3); null where it is not. */
function headerLength(bytes: Buffer): number | null {
  const flags = bytes[3] ?? 0;
  let length = FIXED_BYTES;
  if ((flags & FLAGS.extra) !== 0)
    length += 2 + (bytes[length] ?? 0) + 256 * (bytes[length + 1] ?? 0);
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, length);
    if (end < 0) return null;
    length = end + 1;
  }
  if ((flags & FLAGS.headerSum) !== 0) length += 2;
  return length <= bytes.length ? length : null;
}

/**
 * What one member holds, whose header is behind us, and its trailer. Before damage shows, it is unpacked as if it were text:
 * the last pieces are only given when the member ends well, or is cut.
 */
async function* member(packed: StreamBytes): AsyncIterable<Buffer> {
  const held: Buffer[] = [];
  let sum = 0;
  let length = 0;
  for await (const piece of inflated(packed)) {
    sum = crc32(piece, sum);
    length = (length + piece.length) % 2 ** 32;
    held.push(piece);
    if (held.length > HELD_PIECES) yield* held.splice(0, 1);
  }
  const trailer = await packed.peek(TRAILER_BYTES);
  const isWhole = trailer.length === TRAILER_BYTES;
  if (isWhole && !(trailer.readUInt32LE(0) === sum && trailer.readUInt32LE(4) === length)) {
    throw new Failure("incorrect data check");
  }
  yield* held;
  if (!isWhole) return endedEarly(packed);
  await packed.skip(TRAILER_BYTES);
}

function endedEarly(packed: StreamBytes): never {
  throw packed.trouble() ?? new Failure("unexpected end of file");
}

/** Inflates what follows, and takes no byte more than belongs to it. */
async function* inflated(packed: StreamBytes): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
  const feeding = feed(inflate, packed);
  try {
    for await (const chunk of inflate) yield chunk;
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/** Hands over one piece after the other. A stream that has come to its end says so in the middle of one, and takes no more. */
async function feed(inflate: InflateRaw, packed: StreamBytes): Promise<void> {
  let wake = (): void => {};
  for (const event of ["end", "close"]) inflate.once(event, () => wake());
  let taken = 0;
  while (!inflate.readableEnded && !inflate.destroyed) {
    const piece = await packed.peek(FEED_BYTES);
    if (piece.length === 0) {
      inflate.end();
      return;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      inflate.write(piece, () => resolve());
    });
    await packed.skip(inflate.bytesWritten - taken);
    taken = inflate.bytesWritten;
  }
}
