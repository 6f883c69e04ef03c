import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { openRandom, type Random } from "../../bench/random.ts";
import { temporaryFolder } from "../support/files.ts";
import { type LogFolder, openLogFolder } from "./log-folder.ts";
import { createMailLog } from "./mail-log.ts";
import { keepFilling, keepLocking } from "./trouble.ts";
import { differences, killsOf, linesIn, startVictim } from "./victim.ts";

const KILLS = killsOf(0.25);

/** Writes a log by fits and starts, and rotates it, until it is told to stop. Answers how many lines it wrote. */
async function keepWriting(
  folder: LogFolder,
  mail: ReturnType<typeof createMailLog>,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let lines = 0;
  const some = (most: number): string => {
    const count = random.below(most);
    lines += count;
    return mail.lines(count);
  };
  while (!signal.aborted) {
    const text = some(30);
    const half = random.below(text.length + 1);
    folder.write(text.slice(0, half));
    await pause(random.below(20));
    folder.write(text.slice(half));
    if (random.chance(0.02)) folder.rotate(some(5));
    await pause(random.below(60));
  }
  return lines;
}

test.each([
  ["while the log is rotated", 11, false],
  ["while the log is rotated and the database locked", 12, true],
])(
  "follow, killed again and again %s, counts what one run counts",
  async (_, seed, isLocked) => {
    const random = openRandom(seed);
    const folder = openLogFolder(temporaryFolder(), openRandom(seed + 100));
    const db = join(temporaryFolder(), "result.db");
    const mail = createMailLog(openRandom(seed + 200));
    folder.write(mail.lines(20));
    const first = startVictim(["follow", folder.log], db, random);
    await expect.poll(() => linesIn(db), { timeout: 30_000 }).toBe(20);
    expect(await first.stop()).toBe(0);

    const stopping = new AbortController();
    const others = keepWriting(folder, mail, openRandom(seed + 300), stopping.signal);
    const locking = isLocked ? keepLocking(db, openRandom(seed + 400), stopping.signal) : null;
    for (let kills = 0; kills < KILLS; kills++) {
      const victim = startVictim(["follow", folder.log], db, random);
      expect(await victim.kill(), victim.said()).toBe(true);
    }
    stopping.abort();
    await locking;
    const lines = 20 + (await others);
    const last = startVictim(["follow", folder.log], db, random);
    await expect.poll(() => linesIn(db), { timeout: 60_000 }).toBe(lines);
    expect(await last.stop()).toBe(0);
    expect((await differences(db, folder.pristine())).slice(0, 20)).toEqual([]);
  },
  3_600_000,
);

test("follow, whose disk is full now and then, loses nothing and ends when it is told to", async () => {
  const random = openRandom(13);
  const folder = openLogFolder(temporaryFolder(), openRandom(113));
  const db = join(temporaryFolder(), "result.db");
  const mail = createMailLog(openRandom(213));
  folder.write(mail.lines(20));
  const victim = startVictim(["follow", folder.log], db, random);
  await expect.poll(() => linesIn(db), { timeout: 30_000 }).toBe(20);

  const stopping = new AbortController();
  const writing = keepWriting(folder, mail, openRandom(313), stopping.signal);
  const filling = keepFilling(victim.pid, openRandom(413), stopping.signal);
  await expect
    .poll(() => victim.said(), { timeout: 60_000 })
    .toContain("the disk reports an error, or is full");
  const before = linesIn(db);
  await expect.poll(() => linesIn(db), { timeout: 60_000 }).toBeGreaterThan(before + 200);
  stopping.abort();
  expect(await filling).toBeGreaterThan(0);
  const lines = 20 + (await writing);
  await expect.poll(() => linesIn(db), { timeout: 60_000 }).toBe(lines);
  expect(await victim.stop()).toBe(0);
  expect((await differences(db, folder.pristine())).slice(0, 20)).toEqual([]);
}, 3_600_000);
