import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lineOf } from "../../cli/config/place.ts";
import { configPath, searchedPaths } from "../../cli/config/search.ts";
import { SETTINGS } from "../../cli/config/settings.ts";
import { configured } from "../support/configured.ts";
import { temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { type Answer, command, type World } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const WHOLE = 'database = "mail.db"\nsources = ["mail.log*"]\nzone = "UTC"\n';

const counted = (db: string): Promise<Answer> =>
  command(["sql", "--db", db, "--format", "csv", "SELECT sum(lines) AS lines FROM coverage"]);

describe("the configuration file", () => {
  test("names the database, the zone and the logs, each relative to its own folder", async () => {
    const { folder, file } = configured(WHOLE);
    const { stderr, exitCode } = await command(["ingest", "--config", file], { stdin: "" });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`reading ${join(folder, "mail.log*")}, as configured\n`);
    expect(stderr).toContain("15 lines · 11 understood");
    expect((await counted(join(folder, "mail.db"))).stdout).toBe("lines\r\n15\r\n");
  });

  test("is found by the variable, and is silent with --quiet", async () => {
    const { folder, file } = configured(WHOLE);
    const env = { SMTP_ANALYZE_CONFIG: file };
    expect(await command(["-q"], { env })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect((await counted(join(folder, "mail.db"))).stdout).toBe("lines\r\n15\r\n");
  });

  test("gives way to files that are named, to stdin by its sign, and to flags", async () => {
    const { folder, file } = configured(WHOLE);
    const [named, piped] = [join(folder, "named.db"), join(folder, "piped.db")];
    const line = `${SAMPLE_LOG.split("\n")[0]}\n`;
    const world = { stdin: line };
    await command(["--config", file, "--db", named, join(folder, "mail.log.1")], world);
    await command(["--config", file, "--db", piped, "-"], world);
    expect((await counted(named)).stdout).toBe("lines\r\n\r\n");
    expect((await counted(piped)).stdout).toBe("lines\r\n1\r\n");
  });

  test("gives way to the variable of the database", async () => {
    const { db } = await ingested();
    const { file } = configured('database = "/nonexistent/x.db"\n');
    const env = { SMTP_ANALYZE_DB: db };
    expect((await command(["top", "--config", file, "--tz", "UTC"], { env })).exitCode).toBe(0);
    const unset = await command(["top", "--config", file]);
    expect(unset.stderr).toContain("no database at /nonexistent/x.db");
  });

  test("says who gets the mail; a flag for the one way to send it leaves the other out", async () => {
    const { db } = await ingested();
    const { folder, file } = configured(
      '[mail]\nto = ["a@example.org", "b@example.org"]\nfrom = "Mail Team <c@example.org>"\n',
    );
    const argv = ["report", "--config", file, "--db", db, "--tz", "UTC", "--format", "mail"];
    const printed = await command(argv);
    expect(printed.stdout).toContain("From: Mail Team <c@example.org>\n");
    expect(printed.stdout).toContain("To: a@example.org, b@example.org\n");
    const program = join(folder, "sendmail");
    writeFileSync(program, `#!/bin/sh\necho "$@" > ${folder}/arguments\ncat > /dev/null\n`, {
      mode: 0o755,
    });
    writeFileSync(file, '[mail]\nto = "a@example.org"\nsmtp = "smtp://127.0.0.1:1"\n');
    const sent = await command([...argv, "--sendmail", program]);
    expect([sent.exitCode, sent.stdout]).toEqual([0, ""]);
    expect(readFileSync(join(folder, "arguments"), "utf8")).toContain("a@example.org");
  });

  test("names content filters, unless a flag names others", async () => {
    const { folder, file } = configured("");
    const line =
      "Nov 20 10:15:01 mx1 postfix/smtp[1]: 4ABC1D: to=<a@example.net>, relay=filter.example.com[192.0.2.40]:10024, delay=1, delays=0/0/0/1, dsn=4.5.0, status=deferred (host filter.example.com[192.0.2.40] said: 421 4.5.0 no free child (in reply to MAIL FROM command))\n";
    writeFileSync(file, 'content_filters = ["filter.example.com"]\n');
    const providersWith = async (name: string, ...flags: readonly string[]) => {
      const db = join(folder, name);
      await command(["ingest", "-q", "--config", file, "--db", db, ...flags, "-"], { stdin: line });
      const sql = "SELECT DISTINCT provider FROM deferral";
      return (await command(["sql", "--db", db, "--format", "csv", sql])).stdout.split("\r\n")[1];
    };
    expect(await providersWith("a.db")).toBe("local");
    expect(await providersWith("b.db", "--content-filter", "192.0.2.1")).toBe("example.com");
  });

  test("moves the thresholds of the verdict", async () => {
    const { db } = await busy();
    const stateWith = async (text: string) => {
      const { file } = configured(text);
      const argv = ["status", "--config", file, "--db", db, "--tz", "UTC", "--format", "json"];
      const { stdout, exitCode } = await command([...argv, ...WINDOW]);
      return [(JSON.parse(stdout) as { state: string }).state, exitCode];
    };
    expect(await stateWith("")).toEqual(["critical", 2]);
    expect(await stateWith("[thresholds]\ncritical_percent = 60\n")).toEqual(["watch", 1]);
    expect(await stateWith("[thresholds]\nwatch_percent = 50\ncritical_percent = 60\n")).toEqual([
      "ok",
      0,
    ]);
  });

  test("and the report prints them, and the command that judges alike", async () => {
    const { db } = await busy();
    const { file } = configured("[thresholds]\nwatch_percent = 2.5\n");
    const argv = ["report", "--config", file, "--db", db, "--tz", "UTC", "--format", "json"];
    const { stdout } = await command(argv);
    expect(JSON.parse(stdout)).toMatchObject({
      thresholds: { watchRate: 0.025, criticalRate: 0.05 },
      command: `smtp-analyze report --config ${file} --db ${db} --tz UTC --format json`,
    });
  });

  test("in the way of nobody when it is wrong and another command is asked for", async () => {
    const { file } = configured("databse = 1\n");
    expect((await command(["--config", file, "--version"])).exitCode).toBe(0);
    expect((await command(["--config", file, "help", "top"])).exitCode).toBe(0);
    expect((await command(["why", "421", "--config", file])).exitCode).toBe(2);
  });
});

const WINDOW = ["--since", "2026-11-20", "--until", "2026-11-21"];

/** 200 attempts at one provider, 40 of them deferred with a 421. */
async function busy(): Promise<{ readonly db: string }> {
  const db = join(temporaryFolder(), "busy.db");
  const lines = Array.from({ length: 200 }, (_, at) => {
    const refused = at % 5 === 0;
    const status = refused
      ? "dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Try later (in reply to MAIL FROM command))"
      : "dsn=2.0.0, status=sent (250 ok)";
    const second = String(at % 60).padStart(2, "0");
    const minute = String(10 + Math.floor(at / 60)).padStart(2, "0");
    return `2026-11-20T10:${minute}:${second}+00:00 mx1 postfix/smtp[2741]: 4AB${at.toString(16).toUpperCase().padStart(3, "0")}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/1/0, ${status}\n`;
  });
  const answer = await command(["ingest", "-q", "--db", db, "-"], { stdin: lines.join("") });
  expect(answer.exitCode).toBe(0);
  return { db };
}

describe("follow", () => {
  test("takes the logs of the file, not the copies that rotation made of them", async () => {
    const { folder, file } = configured(WHOLE);
    const stop = new AbortController();
    stop.abort();
    const world: World = { signal: stop.signal };
    const { stderr, exitCode } = await command(["follow", "--config", file], world);
    expect(stderr).toContain(`following ${join(folder, "mail.log")} into `);
    expect(exitCode).toBe(0);
  });

  test.each([
    ["", "no file to follow\nhint: name one"],
    ['sources = "none*"\n', "no file matches "],
  ])("without a file says so: %j", async (text, message) => {
    const { stderr, exitCode } = await command(["follow", "--config", configured(text).file]);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

describe("where a file is looked for", () => {
  test("a flag, the variable, then the first that exists of three places", () => {
    const home = temporaryFolder();
    const env = { XDG_CONFIG_HOME: home };
    const [, own, system] = searchedPaths(env);
    expect(own).toBe(join(home, "smtp-analyze", "smtp-analyze.toml"));
    expect(system).toBe("/etc/smtp-analyze.toml");
    expect(searchedPaths({ HOME: "/home/a" })[1]).toBe(
      "/home/a/.config/smtp-analyze/smtp-analyze.toml",
    );
    expect(configPath(undefined, env)).toBeNull();
    mkdirSync(join(home, "smtp-analyze"));
    writeFileSync(own ?? "", "");
    expect(configPath(undefined, env)).toBe(own);
    expect(configPath(undefined, { ...env, SMTP_ANALYZE_CONFIG: "b.toml" })).toBe("b.toml");
    expect(configPath("a.toml", { ...env, SMTP_ANALYZE_CONFIG: "b.toml" })).toBe("a.toml");
  });
});

test.each([
  ["zone", 1],
  ["mail.to", 4],
  ["thresholds.watch_percent", 2],
  ["mail", 3],
  ["mail.link", 3],
])("%s stands in line %i", (key, line) => {
  const text = 'zone = "UTC"\nthresholds.watch_percent = 1\n[ mail ]\n  "to" = "a"\n';
  expect(lineOf(text, key)).toBe(line);
});

test("the example in docs/config.md has every setting, and is right", async () => {
  const page = readFileSync("docs/config.md", "utf8");
  const [, example = ""] = /```toml\n([\s\S]*?)```/u.exec(page) ?? [];
  const { file } = configured(example);
  const argv = ["config", "show", "--config", file, "--format", "json"];
  const { settings } = JSON.parse((await command(argv)).stdout) as {
    settings: { key: string; from: string }[];
  };
  expect(settings.map(({ key }) => key)).toEqual(SETTINGS.map(({ key }) => key));
  expect(settings.filter(({ from }) => from === "default")).toEqual([]);
});
