import { execFileSync, spawnSync } from "node:child_process";
import { crc32, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Failure } from "../../../src/domain/failure.ts";
import { openDatabase } from "../../../src/store/open.ts";
import { content, numbers, read } from "../../support/content.ts";
import { temporaryFile, temporaryFolder } from "../../support/files.ts";
import { SAMPLE_LOG } from "../../support/sample-log.ts";
import { walk } from "../../support/walk.ts";
import { readPacked } from "./packed.ts";

const plain = () => temporaryFile("mail.log", SAMPLE_LOG);

/** The log as a program packs it; where that program is missing, a file that begins as its files do. */
function packedBy(program: string, magic: readonly number[]): string {
  const log = temporaryFile("mail.log", SAMPLE_LOG);
  const packed = isInstalled(program)
    ? execFileSync(program, ["-c", log])
    : Buffer.concat([Buffer.from(magic), Buffer.alloc(64)]);
  return temporaryFile("packed", packed);
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"]).error === undefined;
}

const missing = (program: string): unknown =>
  expect.stringContaining(`the command ${program} is not installed`);

describe("a compressed log", () => {
  test("in gzip counts like the plain one, in one member or in many, whatever its name", async () => {
    const whole = content(await read(plain()));
    const half = SAMPLE_LOG.indexOf("\n", 900) + 1;
    const members = Buffer.concat([
      gzipSync(SAMPLE_LOG.slice(0, half)),
      gzipSync(SAMPLE_LOG.slice(half)),
    ]);
    expect(content(await read(temporaryFile("mail.log.2.gz", gzipSync(SAMPLE_LOG))))).toEqual(
      whole,
    );
    expect(content(await read(temporaryFile("old", members)))).toEqual(whole);
  });

  describe.each([
    ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
    ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
    ["bzip2", [0x42, 0x5a, 0x68, 0x39]],
  ])("in %s", (program, magic) => {
    test("counts like the plain one, or names the program that is missing", async () => {
      const { db, failures } = await readPacked(packedBy(program, magic));
      const expected = isInstalled(program)
        ? { failures: [], content: content(await read(plain())) }
        : { failures: [missing(program)], content: content(openDatabase(":memory:")) };
      expect({ failures, content: content(db) }).toEqual(expected);
    });

    test("names the program where it is missing", async () => {
      const name = packedBy(program, magic);
      vi.stubEnv("PATH", temporaryFolder());
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      expect((await readPacked(name)).failures).toEqual([missing(program)]);
    });
  });

  test("is the same source as the log it was made of: only what is new is added", async () => {
    const whole = content(await read(plain()));
    const start = SAMPLE_LOG.slice(0, SAMPLE_LOG.indexOf("\n", 1500) + 1);
    const db = await read(temporaryFile("mail.log", start));
    await walk([temporaryFile("mail.log.1.gz", gzipSync(SAMPLE_LOG)), plain()], db);
    expect(content(db)).toEqual(whole);
  });

  test("of many blocks comes through whole", async () => {
    const log = SAMPLE_LOG.repeat(1500);
    const db = await read(temporaryFile("mail.log.gz", gzipSync(log)));
    expect(numbers(db, "SELECT sum(lines), sum(bytes) FROM coverage")).toEqual([
      22_500,
      log.length,
    ]);
  });

  test.each([
    [
      "cut short",
      (packed: Buffer) => packed.subarray(0, packed.length - 2000),
      /cannot read all of .*: unexpected end of file/u,
    ],
    [
      "damaged",
      (packed: Buffer) =>
        Buffer.concat([packed.subarray(0, packed.length - 2000), Buffer.alloc(2000, 0xff)]),
      /cannot read all of/u,
    ],
  ])(
    "that is %s is counted as far as it can be read, and the whole file adds the rest",
    async (_, harm, message) => {
      const lines = Array.from(
        { length: 40_000 },
        (_, at) => `Nov 20 10:15:07 mx1 postfix/smtp[${at}]: ${(at * 2654435761) % 4294967296}\n`,
      );
      const packed = gzipSync(lines.join(""));
      const failures: Failure[] = [];
      const db = openDatabase(":memory:");
      await walk([temporaryFile("mail.log.gz", harm(packed))], db, {
        failed: (failure) => failures.push(failure),
      });
      expect(failures.map((failure) => failure.message)).toEqual([expect.stringMatching(message)]);
      expect(failures[0]?.hint).toContain("what came before is counted");
      const [counted] = numbers(db, "SELECT sum(lines) FROM coverage") as number[];
      expect(counted).toBeGreaterThan(30_000);
      await walk([temporaryFile("mail.log.gz", packed)], db);
      expect(numbers(db, "SELECT sum(lines) FROM coverage")).toEqual([40_000]);
    },
  );

  describe.each(["gzip", "zstd", "xz", "bzip2"])("that %s has made", (program) => {
    const pack = (text: string): Buffer => execFileSync(program, ["-c"], { input: text });
    const lines = Array.from(
      { length: 90_000 },
      (_, at) => `Nov 20 10:15:07 mx1 postfix/smtp[${at}]: ${(at * 2654435761) % 4294967296}\n`,
    );

    test("of several members comes through whole", async () => {
      const members = [pack(SAMPLE_LOG), pack(SAMPLE_LOG), pack(SAMPLE_LOG)];
      const { db, failures } = await readPacked(temporaryFile("packed", Buffer.concat(members)));
      expect(failures).toEqual([]);
      expect(numbers(db, "SELECT sum(lines) FROM coverage")).toEqual([45]);
    });

    test("and that is cut short is counted as far as it goes, then told in one line", async () => {
      const packed = pack(lines.join(""));
      const cut = temporaryFile("packed", packed.subarray(0, Math.floor(packed.length * 0.9)));
      const { db, failures } = await readPacked(cut);
      expect(failures).toEqual([
        expect.stringMatching(/^cannot read all of \S+: .*\b(?:end|ends)\b/u),
      ]);
      expect(failures[0]).not.toContain("\n");
      const [counted] = numbers(db, "SELECT sum(lines) FROM coverage") as number[];
      expect(counted).toBeGreaterThan(30_000);
      expect(counted).toBeLessThan(90_000);
    });
  });

  test("for which xz would have to take gigabytes is refused, and nothing else", async () => {
    const greedy = withDictionary(
      execFileSync("xz", ["-c"], { input: SAMPLE_LOG }),
      FOUR_GIGABYTES,
    );
    const { db, failures } = await readPacked(temporaryFile("greedy.xz", greedy));
    expect(failures).toEqual([expect.stringContaining("xz: Memory usage limit reached")]);
    expect(content(db)).toEqual(content(openDatabase(":memory:")));
  });
});

/** The largest dictionary that the format knows, and where its first block tells (the .xz file format, 3.1 and 5.3.1). */
const FOUR_GIGABYTES = 40;
const BLOCK = 12;
const DICTIONARY = BLOCK + 4;

/** The same file, asking for another dictionary: the header of its block has a check sum of its own. */
function withDictionary(packed: Buffer, size: number): Buffer {
  const greedy = Buffer.from(packed);
  greedy[DICTIONARY] = size;
  const sum = BLOCK + ((greedy[BLOCK] ?? 0) + 1) * 4 - 4;
  greedy.writeUInt32LE(crc32(greedy.subarray(BLOCK, sum)), sum);
  return greedy;
}
