import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Failure } from "../../../src/domain/failure.ts";
import { openDatabase } from "../../../src/store/open.ts";
import { content, numbers, read } from "../../support/content.ts";
import { temporaryFile, temporaryFolder } from "../../support/files.ts";
import { SAMPLE_LOG } from "../../support/sample-log.ts";
import { walk } from "../../support/walk.ts";

const plain = () => temporaryFile("mail.log", SAMPLE_LOG);

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

function packedBy(command: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "mail.log"), SAMPLE_LOG);
  writeFileSync(join(folder, "packed"), execFileSync(command, ["-c", join(folder, "mail.log")]));
  return join(folder, "packed");
}

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

  describe.each(["zstd", "xz", "bzip2"])("in %s", (program) => {
    test.skipIf(!isInstalled(program))("counts like the plain one", async () => {
      expect(content(await read(packedBy(program)))).toEqual(content(await read(plain())));
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
});
