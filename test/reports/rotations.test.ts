import { describe, expect, test } from "vitest";
import { buildReport } from "../../reports/index.ts";
import { jumpsOf, rotationsOf } from "../../reports/rotations.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_END, WEEK_START } from "./fixture.ts";
import { pageOf } from "./report-page.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WINDOW = { from: WEEK_START, until: WEEK_END };

type Row = readonly [id: number, source: string, first: number, last: number];

/** Hours of the week. */
function rows(list: readonly Row[]) {
  return list.map(([source_id, source, first, last]) => ({
    ...{ source_id, source },
    ...{ first: WEEK_START + first * HOUR, last: WEEK_START + last * HOUR },
  }));
}

describe("a rotation", () => {
  const crossed = (list: readonly Row[]) =>
    rotationsOf(rows(list), WINDOW).map(({ ended, began }) => [ended, began]);

  test.each<readonly [string, readonly Row[], readonly (readonly string[])[]]>([
    [
      "of numbered files",
      [
        [1, "mail.log.1", 0, 30],
        [2, "mail.log", 30, 50],
      ],
      [["mail.log.1", "mail.log"]],
    ],
    [
      "of a packed file",
      [
        [1, "mail.log.2.gz", 0, 9],
        [2, "mail.log.1", 9, 20],
      ],
      [["mail.log.2.gz", "mail.log.1"]],
    ],
    [
      "of dated files",
      [
        [1, "/v/mail.log-20261114", 0, 9],
        [2, "/v/mail.log", 10, 20],
      ],
      [["/v/mail.log-20261114", "/v/mail.log"]],
    ],
    [
      "of files with the date before their ending",
      [
        [1, "mail-20261114.log", 0, 9],
        [2, "mail.log", 10, 20],
      ],
      [["mail-20261114.log", "mail.log"]],
    ],
    [
      "of Exim's files",
      [
        [1, "mainlog.01", 0, 9],
        [2, "mainlog", 9, 20],
      ],
      [["mainlog.01", "mainlog"]],
    ],
    [
      "followed under one name",
      [
        [1, "mail.log", 0, 24],
        [2, "mail.log", 24, 48],
      ],
      [["mail.log", "mail.log"]],
    ],
    [
      "twice",
      [
        [3, "mail.log", 40, 50],
        [1, "mail.log.2", 0, 20],
        [2, "mail.log.1", 20, 40],
      ],
      [
        ["mail.log.2", "mail.log.1"],
        ["mail.log.1", "mail.log"],
      ],
    ],
    [
      "is none between days of one file",
      [
        [1, "mail.log", 0, 23],
        [1, "mail.log", 24, 47],
      ],
      [],
    ],
    [
      "is none between logs of other names",
      [
        [1, "mail.log.1", 0, 9],
        [2, "mail.err", 9, 20],
      ],
      [],
    ],
    [
      "is none between folders",
      [
        [1, "a/mail.log.1", 0, 9],
        [2, "b/mail.log", 9, 20],
      ],
      [],
    ],
    [
      "is none where files were written side by side",
      [
        [1, "mx-1", 0, 20],
        [2, "mx-2", 10, 30],
      ],
      [],
    ],
    [
      "is not known after more than a day of silence",
      [
        [1, "mail.log.1", 0, 9],
        [2, "mail.log", 34, 50],
      ],
      [],
    ],
    [
      "before the window is not told",
      [
        [1, "mail.log.1", -20, -9],
        [2, "mail.log", -8, 50],
      ],
      [],
    ],
  ])("%s", (_, list, expected) => {
    expect(crossed(list)).toEqual(expected);
  });

  test("is told with both stamps, lines out of order by up to a minute", () => {
    const at = WEEK_START + 30 * HOUR;
    const files = [
      { source_id: 1, source: "mail.log.1", first: WEEK_START, last: at },
      { source_id: 2, source: "mail.log", first: at - MINUTE, last: at + HOUR },
    ];
    expect(rotationsOf(files, WINDOW)).toEqual([
      {
        ended: "mail.log.1",
        endedAt: "2026-11-14T05:00:00Z",
        began: "mail.log",
        beganAt: "2026-11-14T04:59:00Z",
      },
    ]);
    const later = files.map((file) => ({ ...file, first: file.first - 1 }));
    expect(rotationsOf(later, WINDOW)).toEqual([]);
  });
});

describe("a leap", () => {
  test("is more than a week between two lines of one file", () => {
    const list: readonly Row[] = [
      [1, "a.log", 0, 10],
      [1, "a.log", 10 + 7 * 24, 10 + 7 * 24],
      [2, "b.log", 0, 10],
      [2, "b.log", 11 + 7 * 24, 200],
      [3, "c.log", 0, 10],
      [4, "c.log", 300, 310],
    ];
    expect(jumpsOf(rows(list))).toEqual([
      { source: "b.log", from: "2026-11-13T09:00:00Z", until: "2026-11-20T10:00:00Z" },
    ]);
  });
});

function seeded(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const remote = seeder.remote({ provider: "a.example", host: "mx", ip: "192.0.2.1" });
  const writer = seeder.writer();
  for (let hour = 0; hour < 72; hour++)
    seeder.attempt(WEEK_START + hour * HOUR, writer, remote, { delivered: 50 });
  const source = db.prepare(
    "INSERT INTO _source (id, fingerprint, hashed_bytes, name, position, line) VALUES (?, ?, 1024, ?, 1, 1)",
  );
  const coverage = db.prepare(
    "INSERT INTO _coverage (source_id, day, bytes, understood, first_at, last_at) VALUES (?, ?, 9, 9, ?, ?)",
  );
  const read = (id: number, first: number, last: number) =>
    coverage.run(id, first - (first % DAY), first, last);
  source.run(1, "one", "mail.log.1");
  source.run(2, "two", "mail.log");
  read(1, WEEK_START + HOUR, WEEK_START + 20 * HOUR);
  read(2, WEEK_START + 20 * HOUR + 5, WEEK_START + 24 * HOUR);
  read(2, WEEK_START + 9 * DAY, WEEK_START + 9 * DAY + HOUR);
  db.prepare("INSERT INTO _issue VALUES (1, ?, 'impossible-time', 2)").run(
    WEEK_START - (WEEK_START % DAY) + DAY,
  );
  return db;
}

describe("the page", () => {
  const model = buildReport(seeded(), { ...OPTIONS, until: WEEK_START + 14 * DAY });
  const opened = pageOf(model);

  test("numbers rotations and leaps below the picture, also without script", async () => {
    const page = await opened("", { javaScriptEnabled: false });
    expect(await page.textContent(".marks summary")).toBe(
      "Dotted: 1 rotation, 1 leap of stamps of the log",
    );
    expect(await page.locator(".marks li").allTextContents()).toEqual([
      "13 Nov 20:00: mail.log.1 had ended, mail.log began",
      "14 Nov 00:00: the stamps of mail.log leap to 22 Nov 00:00; a clock was set, or a year guessed wrong",
    ]);
    expect(await page.textContent("#quality")).toContain(
      "1 leap of more than a week inside a file, dotted in the picture.",
    );
    expect(await page.textContent("#quality")).toContain("impossible-time 2 lines Fri 13 Nov");
    await page.close();
  });

  test("draws them where they happened", async () => {
    const page = await opened();
    const data = await page.evaluate<{ marks: readonly number[] }>(
      'JSON.parse(document.getElementById("d").textContent)',
    );
    expect(data.marks).toEqual([WEEK_START + 20 * HOUR + 5, WEEK_START + 24 * HOUR]);
    await page.close();
  });
});
