import {
  appendFileSync,
  copyFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";
import {
  counted,
  deliveries,
  delivery,
  following,
  numberIn,
  places,
} from "../support/following.ts";

const LINES = "SELECT sum(lines) FROM coverage";
const SOURCES = "SELECT count(*) FROM _source";

/** What logrotate does with `copytruncate`. */
function copyTruncate(log: string, copy: string): void {
  copyFileSync(log, copy);
  truncateSync(log, 0);
}

describe("follow, while it runs", () => {
  test("waits for a file, and for the end of a line", async () => {
    const { db, log } = places();
    const follow = following(["--db", db, log]);
    await expect
      .poll(() => numberIn(db, "SELECT count(*) + 1 FROM coverage"), { timeout: 15_000 })
      .toBe(1);
    writeFileSync(log, delivery(1).slice(0, 60));
    appendFileSync(log, delivery(1).slice(60) + delivery(2).slice(0, 90));
    await counted(db, 1);
    appendFileSync(log, delivery(2).slice(90));
    await counted(db, 2);
    expect((await follow.stop()).stderr).toContain("2 lines · 2 understood · 0 not understood");
  });

  test("says once what it waits for", async () => {
    const { db, log } = places();
    const other = join(temporaryFolder(), "other.log");
    const follow = following(["--db", db, log, other]);
    writeFileSync(log, deliveries(0, 3));
    await counted(db, 3);
    appendFileSync(log, deliveries(3, 6));
    await counted(db, 6);
    const { stderr } = await follow.stop();
    expect(stderr.split("\n").filter((text) => text.includes("waiting"))).toEqual([
      `smtp-analyze: cannot read ${other}: no such file; waiting for it`,
    ]);
  });

  test("reads on in a renamed file that is still written to, and in the new one", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    following(["--db", db, log]);
    await counted(db, 10);
    renameSync(log, `${log}.1`);
    appendFileSync(`${log}.1`, deliveries(10, 15));
    writeFileSync(log, deliveries(15, 20));
    await counted(db, 20);
    appendFileSync(`${log}.1`, deliveries(20, 25));
    appendFileSync(log, deliveries(25, 30));
    await counted(db, 30);
    expect(numberIn(db, SOURCES)).toBe(2);
  });

  test("reads a file that was created and renamed between two looks", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    following(["--db", db, log]);
    await counted(db, 10);
    renameSync(log, `${log}.1`);
    writeFileSync(log, deliveries(10, 20));
    renameSync(`${log}.1`, `${log}.2`);
    renameSync(log, `${log}.1`);
    writeFileSync(log, deliveries(20, 30));
    await counted(db, 30);
  });

  test("follows copytruncate, the new content shorter or longer than the old", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    following(["--db", db, log]);
    await counted(db, 10);
    appendFileSync(log, deliveries(10, 13));
    copyTruncate(log, `${log}.1`);
    appendFileSync(log, deliveries(13, 15));
    await counted(db, 15);
    appendFileSync(log, deliveries(15, 18));
    copyTruncate(log, `${log}.2`);
    appendFileSync(log, deliveries(18, 60));
    await counted(db, 60);
    expect(numberIn(db, LINES)).toBe(60);
  });

  test("finds the rest of what was cut off in a compressed copy", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    following(["--db", db, log]);
    await counted(db, 10);
    appendFileSync(log, deliveries(10, 13));
    writeFileSync(`${log}-20261120.gz`, gzipSync(readFileSync(log)));
    truncateSync(log, 0);
    appendFileSync(log, deliveries(13, 40));
    await counted(db, 40);
  });

  test("reads what it has a second time, as a link or as a copy, once", async () => {
    const { db, log, folder } = places();
    writeFileSync(log, deliveries(0, 10));
    linkSync(log, join(folder, "link"));
    copyFileSync(log, join(folder, "mail.info"));
    following(["--db", db, log, join(folder, "link"), join(folder, "mail.info"), log]);
    await counted(db, 10);
    for (const name of ["mail.info", "mail.log"])
      appendFileSync(join(folder, name), deliveries(10, 20));
    await counted(db, 20);
    expect(numberIn(db, LINES)).toBe(20);
  });

  test("opens the files again at SIGHUP, and reads nothing twice", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const follow = following(["--db", db, log]);
    await counted(db, 10);
    follow.hangUp();
    appendFileSync(log, deliveries(10, 12));
    await counted(db, 12);
    renameSync(log, `${log}.1`);
    follow.hangUp();
    writeFileSync(log, deliveries(12, 14));
    await counted(db, 14);
    expect((await follow.stop()).stderr).toContain("14 lines · 14 understood");
  });

  test("reads several files, and one that is gone for a while", async () => {
    const { db, log, folder } = places();
    const other = join(folder, "other.log");
    writeFileSync(log, deliveries(0, 10));
    writeFileSync(other, deliveries(0, 5, "mx2"));
    following(["--db", db, log, other]);
    await counted(db, 15);
    rmSync(other);
    appendFileSync(log, deliveries(10, 20));
    await counted(db, 25);
    writeFileSync(other, deliveries(5, 10, "mx2"));
    await counted(db, 30);
  });
});

describe("follow, started again", () => {
  test("reads on where it was, also what went through two rotations meanwhile", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const first = following(["--db", db, log]);
    await counted(db, 10);
    await first.stop();
    appendFileSync(log, deliveries(10, 20));
    writeFileSync(`${log}.2.gz`, gzipSync(readFileSync(log)));
    writeFileSync(`${log}.1`, deliveries(20, 30));
    writeFileSync(log, deliveries(30, 40));
    following(["--db", db, log]);
    await counted(db, 40);
  });

  test("reads the rest of a file that was copied and cut off, and has grown beyond where it was", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const first = following(["--db", db, log]);
    await counted(db, 10);
    await first.stop();
    appendFileSync(log, deliveries(10, 13));
    copyTruncate(log, `${log}.1`);
    appendFileSync(log, deliveries(13, 50));
    following(["--db", db, log]);
    await counted(db, 50);
  });

  test("leaves rotated copies alone that are older than what it read", async () => {
    const { db, log } = places();
    writeFileSync(`${log}.2.gz`, gzipSync(deliveries(0, 10)));
    writeFileSync(`${log}.1`, deliveries(10, 20));
    writeFileSync(log, deliveries(20, 30));
    const first = following(["--db", db, log]);
    await counted(db, 10);
    await first.stop();
    appendFileSync(log, deliveries(30, 31));
    following(["--db", db, log]);
    await counted(db, 11);
  });

  test("with --from end begins behind the last line of what is there, and then goes on", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10) + delivery(10).slice(0, 20));
    const first = following(["--db", db, "--from", "end", log]);
    await expect.poll(() => numberIn(db, SOURCES), { timeout: 15_000 }).toBe(1);
    appendFileSync(log, delivery(10).slice(20));
    await counted(db, 1);
    await first.stop();
    appendFileSync(log, deliveries(11, 13));
    following(["--db", db, "--from", "end", log]);
    await counted(db, 3);
    renameSync(log, `${log}.1`);
    writeFileSync(log, deliveries(13, 20));
    await counted(db, 10);
  });
});
