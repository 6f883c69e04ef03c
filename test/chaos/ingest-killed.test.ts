import { join } from "node:path";
import { expect, test } from "vitest";
import { openRandom } from "../../bench/random.ts";
import { temporaryFolder } from "../support/files.ts";
import { openLogFolder } from "./log-folder.ts";
import { createMailLog } from "./mail-log.ts";
import { differences, killsOf, startVictim } from "./victim.ts";

const KILLS = killsOf(0.25);

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
