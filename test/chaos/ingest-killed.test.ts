import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import { temporaryFolder } from "../support/files.ts";
import { openLogFolder } from "./log-folder.ts";
import { createMailLog } from "./mail-log.ts";
import { keepLocking } from "./trouble.ts";
import { differences, killsOf, startVictim } from "./victim.ts";

const KILLS = killsOf(0.25);

/** Runs beside somebody who locks the database, and runs that must fail because nothing more can be written. */
const LOCKED = killsOf(0.05);
const FULL = killsOf(0.05);

test.each([1, 2])(
  "ingest of a rotated set, killed again and again (seed %i), counts what one run counts",
  async (seed) => {
    const random = openRandom(seed);
    const mail = createMailLog(random);
    const folder = openLogFolder(temporaryFolder(), random);
    const db = join(temporaryFolder(), "result.db");
    folder.write(mail.lines(300));
    for (let kills = 0; kills < KILLS; ) {
      folder.write(mail.lines(1 + random.below(200)));
      if (random.chance(0.5)) folder.rotate(mail.lines(random.below(5)));
      const jobs = random.pick(["1", "2"]);
      const victim = startVictim(["ingest", "-q", "--jobs", jobs, ...folder.files()], db, random);
      if (await victim.kill()) kills++;
    }
    const last = startVictim(["ingest", ...folder.files()], db, random);
    expect([await last.end, last.said()]).toEqual([0, expect.stringContaining(" lines · ")]);
    expect((await differences(db, folder.pristine())).slice(0, 20)).toEqual([]);
  },
  3_600_000,
);

test("ingest of a rotated set, killed while others lock the database, counts what one run counts", async () => {
  const random = openRandom(3);
  const mail = createMailLog(random);
  const folder = openLogFolder(temporaryFolder(), random);
  const db = join(temporaryFolder(), "result.db");
  const stopping = new AbortController();
  folder.write(mail.lines(300));
  const locking = keepLocking(db, openRandom(303), stopping.signal);
  for (let runs = 0; runs < LOCKED; runs++) {
    folder.write(mail.lines(1 + random.below(200)));
    if (random.chance(0.5)) folder.rotate(mail.lines(random.below(5)));
    const victim = startVictim(["ingest", "-q", ...folder.files()], db, random);
    if (random.chance(0.3)) expect([await victim.end, victim.said()]).toEqual([0, ""]);
    else await victim.kill();
  }
  stopping.abort();
  await locking;
  const last = startVictim(["ingest", "-q", ...folder.files()], db, random);
  expect([await last.end, last.said()]).toEqual([0, ""]);
  expect((await differences(db, folder.pristine())).slice(0, 20)).toEqual([]);
}, 3_600_000);

test("ingest on a disk that is full now and then says so, and loses nothing", async () => {
  const random = openRandom(4);
  const mail = createMailLog(random);
  const folder = openLogFolder(temporaryFolder(), random);
  const db = join(temporaryFolder(), "result.db");
  let failures = 0;
  for (let runs = 0; failures < FULL; runs++) {
    expect(runs).toBeLessThan(20 * FULL);
    folder.write(mail.lines(50 + random.below(400)));
    if (random.chance(0.4)) folder.rotate(mail.lines(random.below(5)));
    const room = sizeOf(db) + random.below(150_000);
    const victim = startVictim(["ingest", "-q", ...folder.files()], db, random, room);
    if (random.chance(0.3)) {
      await victim.kill();
      continue;
    }
    const exitCode = await victim.end;
    if (exitCode === 0) continue;
    failures++;
    expect([exitCode, victim.said()]).toEqual([1, expect.stringMatching(FULL_DISK)]);
  }
  const last = startVictim(["ingest", "-q", ...folder.files()], db, random);
  expect([await last.end, last.said()]).toEqual([0, ""]);
  expect((await differences(db, folder.pristine())).slice(0, 20)).toEqual([]);
}, 3_600_000);

/** The longer of the two files that grow. */
function sizeOf(db: string): number {
  const sizes = [db, `${db}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.size);
  return Math.max(...sizes.map((size) => size ?? 0));
}

/** What is wrong, with what, why, and what to do: two lines and no more. */
const FULL_DISK =
  /^smtp-analyze: cannot use the database \S+: the disk (?:is full|reports an error, or is full)\nhint: free some space[^\n]+\n$/u;
