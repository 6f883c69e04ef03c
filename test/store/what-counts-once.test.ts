import { appendFileSync, copyFileSync, linkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { numbers } from "../support/content.ts";
import { temporaryFolder } from "../support/files.ts";
import { deliveries } from "../support/following.ts";
import { command } from "../support/run.ts";
import { walk } from "../support/walk.ts";

type Step = readonly [make: (path: (name: string) => string) => void, ...read: readonly string[]];

const writing = (name: string, text: string | Buffer): Step[0] => {
  return (path) => writeFileSync(path(name), text);
};
const appending = (name: string, text: string | Buffer): Step[0] => {
  return (path) => appendFileSync(path(name), text);
};
const LOG = deliveries(0, 300);

/** What happens to a folder of logs between runs, which read the files that are named. All of it is 500 deliveries. */
const HISTORIES: readonly (readonly [string, readonly Step[]])[] = [
  [
    "the newest log first",
    [
      [writing("new", deliveries(300, 500)), "new"],
      [writing("old", LOG), "old", "new"],
    ],
  ],
  [
    "copied and cut between two runs",
    [
      [writing("log", LOG), "log"],
      [
        (path) => {
          copyFileSync(path("log"), path("log.1"));
          writeFileSync(path("log"), deliveries(300, 500));
        },
        "log",
        "log.1",
      ],
    ],
  ],
  [
    "cut and grown longer than it was",
    [
      [writing("log", LOG.slice(0, LOG.indexOf("\n", 20_000) + 1)), "log"],
      [writing("rest", LOG.slice(LOG.indexOf("\n", 20_000) + 1)), "rest"],
      [writing("log", deliveries(300, 310)), "log"],
      [writing("log", deliveries(300, 500)), "log"],
    ],
  ],
  [
    "packed member by member while it is read",
    [
      [writing("log.gz", gzipSync(LOG)), "log.gz"],
      [appending("log.gz", gzipSync(deliveries(300, 400))), "log.gz"],
      [appending("log.gz", gzipSync(deliveries(400, 500))), "log.gz", "log.gz"],
    ],
  ],
  [
    "with a hole that a crash left, read before and after it was ended",
    [
      [writing("log", LOG), "log"],
      [appending("log", Buffer.alloc(4096)), "log"],
      [appending("log", `\n${deliveries(300, 500)}`), "log"],
    ],
  ],
  [
    "under five names",
    [
      [
        (path) => {
          writeFileSync(path("log"), LOG + deliveries(300, 500));
          symlinkSync(path("log"), path("link"));
          linkSync(path("log"), path("other"));
          copyFileSync(path("log"), path("copy"));
          writeFileSync(path("log.gz"), gzipSync(LOG + deliveries(300, 500)));
        },
        ...["log", "link", "other", "copy", "log.gz"],
      ],
    ],
  ],
  [
    "whose clock went back",
    [
      [writing("log", deliveries(2000, 2300) + deliveries(100, 200)), "log"],
      [appending("log", deliveries(2300, 2400)), "log"],
    ],
  ],
];

describe("every delivery counts once in a log that is", () => {
  test.each(HISTORIES)("%s", async (_, steps) => {
    const folder = temporaryFolder();
    const path = (name: string): string => join(folder, name);
    const db = openDatabase(":memory:");
    for (const [make, ...read] of steps) {
      make(path);
      await walk(read.map(path), db);
      await walk(read.map(path), db);
    }
    expect(numbers(db, "SELECT sum(delivered) FROM attempt")).toEqual([500]);
  });
});

describe("two logs that hold the same lines", () => {
  const iso = (text: string): string =>
    text.replaceAll("Nov 20 ", "2026-11-20T").replaceAll(" mx1 ", ".250000+00:00 mx1 ");

  test.each([
    ["among others", (text: string) => `Nov 20 09:00:00 mx1 cron[1]: begins\n${text}`],
    ["in another wrapping", iso],
    ["with other line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["in part", (text: string) => text.slice(text.indexOf("\n", 9_000) + 1)],
  ])("%s count twice, and the run says so", async (_, wrap) => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, "mail.log"), join(folder, "syslog")];
    writeFileSync(first, LOG);
    writeFileSync(second, wrap(LOG));
    const totals = await walk([first, second], openDatabase(":memory:"));
    expect(totals.twice).toEqual({ first, second });
    const argv = ["ingest", "--tz", "UTC", "--year", "2026", first, second];
    for (const jobs of ["1", "2"]) {
      const db = join(folder, `${jobs}.db`);
      const { stderr, exitCode } = await command([...argv, "--jobs", jobs, "--db", db]);
      expect(exitCode).toBe(0);
      expect(stderr).toContain(`hint: ${second} holds lines of ${first} too`);
    }
  });

  test.each([
    ["other hosts", deliveries(0, 300, "mx2")],
    ["other deliveries", deliveries(300, 600)],
  ])("is nothing that logs of %s do", async (_, other) => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, "mail.log"), join(folder, "syslog")];
    writeFileSync(first, LOG + deliveries(300, 301));
    writeFileSync(second, other);
    const totals = await walk([first, second, first], openDatabase(":memory:"));
    expect(totals).toMatchObject({ lines: 601, twice: null });
  });

  test("are not one log that holds its own again", async () => {
    const log = join(temporaryFolder(), "mail.log");
    writeFileSync(log, LOG + LOG);
    const totals = await walk([log], openDatabase(":memory:"));
    expect(totals).toMatchObject({ lines: 600, twice: null });
  });
});
