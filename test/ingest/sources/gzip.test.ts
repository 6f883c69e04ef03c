import { Readable } from "node:stream";
import { crc32, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { streamBytes } from "../../../ingest/sources/bytes.ts";
import { gunzipped } from "../../../ingest/sources/gzip.ts";
import { openDatabase } from "../../../src/store/open.ts";
import { content, numbers, read, rows } from "../../support/content.ts";
import { temporaryFile } from "../../support/files.ts";
import { SAMPLE_LOG } from "../../support/sample-log.ts";
import { walk } from "../../support/walk.ts";
import { readPacked } from "./packed.ts";

/** What gzip members give, and what is wrong with the rest: nothing when they are whole. */
async function unpacked(parts: readonly Buffer[]): Promise<{ text: string; trouble: string }> {
  const pieces: Buffer[] = [];
  try {
    const packed = streamBytes(Readable.from([Buffer.concat(parts)]));
    for await (const piece of gunzipped(packed)) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString(), trouble: "" };
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { text: Buffer.concat(pieces).toString(), trouble };
  }
}

const REST = "SELECT coalesce(sum(lines), 0) FROM issue WHERE code = 'unreadable-rest'";

/** The same member with everything that a header may have: an extra field, a name, a comment and a sum (RFC 1952, section 2.3). */
function withHeader(member: Buffer): Buffer {
  const fixed = Buffer.from(member.subarray(0, 10));
  fixed[3] = 2 + 4 + 8 + 16;
  const extra = Buffer.concat([Buffer.from([0x2c, 0x01]), Buffer.alloc(300, 0x41)]);
  const words = Buffer.from("mail.log\0of a Sunday\0");
  const header = Buffer.concat([fixed, extra, words]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc32(header) % 65_536);
  return Buffer.concat([header, sum, member.subarray(10)]);
}

describe("a log in gzip whose members are whole", () => {
  const half = SAMPLE_LOG.indexOf("\n", 900) + 1;
  const first = gzipSync(SAMPLE_LOG.slice(0, half));
  const second = gzipSync(SAMPLE_LOG.slice(half));
  const garbage = Buffer.from("no gzip, and longer than any header");
  const zeros = Buffer.alloc(70_000);

  test.each([
    ["words", [garbage]],
    ["one byte", [Buffer.from("x")]],
    ["what begins like a member", [first.subarray(0, 2), garbage]],
    ["zeros and then words", [zeros, garbage]],
    ["bytes above 127", [Buffer.alloc(500, 0xff)]],
  ])("every line before trailing garbage counts, which is reported once: %s", async (_, rest) => {
    const whole = content(await read(temporaryFile("mail.log", SAMPLE_LOG)));
    const name = temporaryFile("mail.log.gz", Buffer.concat([first, second, ...rest]));
    const { db, failures } = await readPacked(name);
    const garbled = [expect.stringContaining("is no gzip (trailing garbage)")];
    expect(failures).toEqual(garbled);
    expect(numbers(db, REST)).toEqual([1]);
    const again: string[] = [];
    await walk([name], db, { failed: ({ message }) => again.push(message) });
    expect(again).toEqual(garbled);
    expect(numbers(db, REST)).toEqual([1]);
    db.exec("DELETE FROM _issue WHERE code = 'unreadable-rest'");
    expect(content(db)).toEqual(whole);
  });

  test("garbage counts on the day of the last line, also when that is kept already", async () => {
    const name = temporaryFile("mail.log.gz", Buffer.concat([first, second, garbage]));
    const db = openDatabase(":memory:");
    await walk([name], db, { failed: () => {}, commitEvery: 0 });
    const found = rows(db, "SELECT day_at, lines FROM issue WHERE code = 'unreadable-rest'");
    expect(found).toEqual([{ day_at: "2026-11-20", lines: 1 }]);
  });

  test.each([
    ["zeros at the end", [first, second, zeros]],
    ["zeros between them", [first, zeros, second]],
    ["an empty member between them", [first, gzipSync(""), second]],
    ["two names and a comment", [withHeader(first), withHeader(second)]],
  ])("%s change nothing", async (_, parts) => {
    const name = temporaryFile("mail.log.gz", Buffer.concat(parts));
    const { db, failures } = await readPacked(name);
    expect(failures).toEqual([]);
    expect(content(db)).toEqual(content(await read(temporaryFile("mail.log", SAMPLE_LOG))));
  });

  test("a cut anywhere in the next one loses nothing of the first, and is told", async () => {
    for (let length = 1; length < second.length; length++) {
      const { text, trouble } = await unpacked([first, second.subarray(0, length)]);
      expect(text.length).toBeGreaterThanOrEqual(half);
      expect(SAMPLE_LOG.startsWith(text)).toBe(true);
      expect(trouble).toBe("unexpected end of file");
    }
  });

  test("nothing of the next one is given where damage showed in it", async () => {
    const intact = SAMPLE_LOG.slice(0, half);
    const troubles = new Set<string>();
    for (let at = 10; at < second.length; at++) {
      const harmed = Buffer.from(second);
      harmed.writeUInt8(harmed.readUInt8(at) ^ 0x10, at);
      const { text, trouble } = await unpacked([first, harmed]);
      troubles.add(trouble);
      // Where the end of the packed text is damaged, it looks cut.
      if (trouble === "unexpected end of file") expect(text.slice(0, half)).toBe(intact);
      // A bit that means nothing is no trouble.
      else expect(text, trouble).toBe(trouble === "" ? SAMPLE_LOG : intact);
    }
    expect([...troubles]).toEqual(
      expect.arrayContaining([
        ...["incorrect data check", "invalid distance too far back", "unexpected end of file"],
      ]),
    );
  });
});
