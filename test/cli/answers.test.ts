import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { limitedLog } from "../support/limited-log.ts";
import { type Answer, command } from "../support/run.ts";

/** Four hours up to the clock of the tests, noon of 21 November: from 10:00 on, Yahoo defers a third. */
const log = (): string => limitedLog(4, [10, 20, 30]);

/** Asks one question about the log. */
async function ask(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested(log());
  return command([...argv, "--db", db, "--tz", "UTC"]);
}

describe("status", () => {
  test("says who, how badly and since when, and exits with the state", async () => {
    const { stdout, exitCode } = await ask("status");
    expect(exitCode).toBe(2);
    expect(stdout).toContain("■ CRITICAL: Yahoo / AOL is throttling our mail.");
    expect(stdout).toContain("Throttled 33 % (60 of 180 attempts)");
    expect(stdout).toMatch(/Yahoo \/ AOL: reputation +21 Nov 10:00 +open +2 h +120 +33 %/u);
  });

  test("is ok where nobody throttles", async () => {
    const { stdout, exitCode } = await ask(
      "status",
      "--since",
      "2026-11-21T08:00",
      "--until",
      "2026-11-21T10:00",
    );
    expect([exitCode, stdout.split("\n")[0]]).toEqual([
      0,
      "● OK: Nobody throttled our mail: no 421 reply in 360 attempts.",
    ]);
  });

  test("takes a longer window where an hour has too few attempts", async () => {
    const { stdout } = await ask("status", "--until", "2026-11-21T08:20", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "smtp-analyze/status/1",
      window: { from: "2026-11-20T08:20:00Z" },
      throttled: { attempts: 60 },
    });
  });

  test("prints changes only, once, with --alert-state", async () => {
    const file = join(temporaryFolder(), "alerts.json");
    const first = await ask("status", "--alert-state", file);
    expect(first.stdout).toMatch(
      /^OPENED \(critical, since 21 Nov 12:00\): Yahoo \/ AOL deferred 33 %/u,
    );
    expect(existsSync(file)).toBe(true);
    const second = await ask("status", "--alert-state", file);
    expect([second.stdout, second.exitCode]).toEqual(["", 2]);
    expect(readFileSync(file, "utf8")).toContain("yahoo");
  });

  test("does not overwrite a file that is no alert state", async () => {
    const file = temporaryFile("notes.txt", "my notes\n");
    const { exitCode, stderr } = await ask("status", "--alert-state", file);
    expect([exitCode, readFileSync(file, "utf8")]).toEqual([1, "my notes\n"]);
    expect(stderr).toContain(`cannot use ${file} as alert state: another program wrote it`);
  });

  test("names an alert state that cannot be written", async () => {
    const { exitCode, stderr } = await ask("status", "--alert-state", "/proc/none/alerts.json");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("/proc/none/alerts.json");
  });
});

test("status of a log that ended long ago says that it says nothing about now", async () => {
  const { db } = await ingested(log().replaceAll("Nov 21", "Nov 20"));
  const { stdout, exitCode } = await command(["status", "--db", db, "--tz", "UTC"]);
  expect(exitCode).toBe(3);
  expect(stdout).toContain(
    "◌ NOT ENOUGH DATA: The newest line that was read is from 20 Nov 11:59, 24 h",
  );
});

describe("causes", () => {
  test("quotes what was said, with its counts and the rule that knew it", async () => {
    const { stdout } = await ask("causes");
    expect(stdout).toContain("1. Reputation · Yahoo / AOL · 421 4.7.0");
    expect(stdout).toContain("120 recipients (100 % of all throttled), 120 replies");
    expect(stdout).toMatch(/rule\s+yahoo\.tss/u);
    expect(stdout).not.toContain("NEW");
  });

  test("of another provider there are none", async () => {
    const { stdout } = await ask("causes", "--provider", "Google", "--format", "jsonl");
    expect(stdout).toBe("");
  });
});

test("causes marks a text that is new in a database older than a week", async () => {
  const grown = join(temporaryFolder(), "grown.db");
  const old = log()
    .replaceAll("Nov 21", "Nov 10")
    .replaceAll("[TSS04] Messages", "[TSS05] Sessions");
  await command(["--db", grown, "--year", "2026", "--tz", "UTC", temporaryFile("old.log", old)]);
  await command(["--db", grown, "--year", "2026", "--tz", "UTC", temporaryFile("new.log", log())]);
  const { stdout } = await command(["causes", "--db", grown, "--tz", "UTC", "--format", "jsonl"]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { sample: string; isNew: boolean });
  expect(lines.map(({ sample, isNew }) => [sample.slice(10, 17), isNew])).toEqual(
    expect.arrayContaining([
      ["[TSS04]", true],
      ["[TSS05]", false],
    ]),
  );
});

describe("trend", () => {
  test("compares the last step with those before it", async () => {
    const { stdout } = await ask(
      "trend",
      "--since",
      "2026-11-21T08:00",
      "--until",
      "2026-11-21T12:00",
      "--format",
      "json",
    );
    const { stepSeconds, steps, changes } = JSON.parse(stdout) as {
      stepSeconds: number;
      steps: { attempts: number; recipients: number }[];
      changes: { against: string; direction: string }[];
    };
    expect(stepSeconds).toBe(600);
    expect(steps).toHaveLength(24);
    expect(steps.reduce((sum, { recipients }) => sum + recipients, 0)).toBe(120);
    expect(changes.map(({ against, direction }) => [against, direction])).toEqual([
      ["the step before", "no clear change"],
      ["all steps before", "worse"],
      ["the window before", "not enough data"],
    ]);
  });

  test("draws a bar for each step, and says where nothing was read", async () => {
    const { stdout } = await ask(
      "trend",
      "--since",
      "2026-11-21T04:00",
      "--until",
      "2026-11-21T12:00",
    );
    expect(stdout).toMatch(/21 Nov 04:00 +0 +0 +– +– +no log\n/u);
    expect(stdout).toMatch(/21 Nov 11:30 +30 +90 +33 % +24–44 % +█{20}\n/u);
  });
});

describe("compare", () => {
  test("says before and after of one moment, with the interval of the difference", async () => {
    const { stdout, exitCode } = await ask("compare", "--at", "2026-11-21T10:00", "--window", "1h");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "Worse: throttled 33 % (60 of 180 attempts), before 0 % (0 of 180 attempts)",
    );
    expect(stdout).toMatch(
      /Yahoo \/ AOL +0 % +33 % +\+33\.3 points \(\+26\.5 to \+40\.5\) +worse/u,
    );
  });

  test("refuses windows that were not read whole, and says which", async () => {
    const { stdout, stderr, exitCode } = await ask(
      "compare",
      "--at",
      "2026-11-21T09:00",
      "--window",
      "2h",
    );
    expect([stdout, exitCode]).toEqual(["", 1]);
    expect(stderr).toContain(
      "not comparable: the logs cover only 50 % of 21 Nov 07:00 – 21 Nov 09:00, 95 % are needed",
    );
  });

  test("refuses a window of which nothing was read", async () => {
    const { stdout, stderr, exitCode } = await ask("compare", "--window", "2h", "--against", "7d");
    expect([stdout, exitCode]).toEqual(["", 1]);
    expect(stderr).toContain(
      "not comparable: the logs cover only 0 % of 14 Nov 10:00 – 14 Nov 12:00",
    );
  });
});

describe("--provider", () => {
  test.each([["yahoo"], ["Yahoo"], ["Yahoo / AOL"], ["mta5.am0.yahoodns.net"]])(
    "%s is the one that a report calls Yahoo / AOL",
    async (name) => {
      const { stdout, stderr } = await ask("top", "--by", "code", "--provider", name);
      expect(stdout).toMatch(/^421 +120 /mu);
      expect(stderr).toBe("");
    },
  );

  test.each([["status"], ["causes"], ["trend"], ["delivery"], ["limits"], ["episodes"], ["top"]])(
    "%s says that no log tells of a misspelt one",
    async (name) => {
      const { stderr } = await ask(name, "--provider", "yaho");
      expect(stderr).toBe(
        "hint: no log that was read tells of a provider yaho; did you mean yahoo?\n",
      );
    },
  );
});

test("top --by sender-domain says why it has nothing where senders were not counted", async () => {
  const { stderr } = await ask("top", "--by", "sender-domain");
  expect(stderr).toContain("hint: senders were not counted; read logs with --senders");
});

test.each([
  [["trend", "--compare", "soon"], "--compare soon is not a length of time"],
  [["compare", "--window", "half"], "--window half is not a length of time"],
  [["compare", "--at", "then"], "--at then is not a time"],
  [["causes", "--limit", "0"], "--limit 0 is not a number of rows"],
])("%j is refused by name", async (argv, message) => {
  const { exitCode, stderr } = await ask(...argv);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test("a database without a line has an answer to every question", async () => {
  const empty = join(temporaryFolder(), "empty.db");
  await command(["--db", empty, "/dev/null"]);
  for (const name of ["status", "causes", "trend", "episodes"]) {
    const { stdout, exitCode } = await command([name, "--db", empty]);
    expect([0, 3]).toContain(exitCode);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|1970|\b1 Jan 00:00/u);
  }
});
