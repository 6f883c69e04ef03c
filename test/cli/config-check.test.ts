import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { configured } from "../support/configured.ts";
import { command } from "../support/run.ts";

const WHOLE = 'database = "mail.db"\nsources = ["mail.log*"]\nzone = "UTC"\n';

const CHECKED = `configuration file: FOLDER/smtp-analyze.toml

setting  value  from
database  FOLDER/mail.db  FOLDER/smtp-analyze.toml:1
sources  FOLDER/mail.log*  FOLDER/smtp-analyze.toml:2
zone  UTC  FOLDER/smtp-analyze.toml:3
rules  FOLDER/ours.toml  $SMTP_ANALYZE_RULES
content_filters  –  default
senders  false  default
thresholds.watch_percent  1  default
thresholds.critical_percent  5  default
mail.to  –  default
mail.from  smtp-analyze at this host  default
mail.smtp  smtp://…@mx.example.org  FOLDER/smtp-analyze.toml:6
mail.sendmail  false  default
mail.attach  false  default
mail.link  –  default

● database  FOLDER/mail.db
● source  FOLDER/mail.log*: 2 files
● rules  FOLDER/ours.toml: 0 rules, 0 providers
▲ mail  there is a way to send it, and nobody to  → set mail.to, or give --to each time
`;

describe("config check", () => {
  test("prints every setting with where it comes from, and what it looked at", async () => {
    const { folder, file } = configured(
      `${WHOLE}\n[mail]\nsmtp = "smtp://me:secret@mx.example.org"\n`,
    );
    writeFileSync(join(folder, "ours.toml"), "");
    await command(["ingest", "-q", "--config", file]);
    const env = { SMTP_ANALYZE_CONFIG: file, SMTP_ANALYZE_RULES: join(folder, "ours.toml") };
    const { stdout, exitCode } = await command(["config", "check"], { env });
    expect(exitCode).toBe(0);
    const words = stdout.replaceAll(folder, "FOLDER").replace(/\n? {2,}/gu, "  ");
    expect(words).toBe(CHECKED);
  });

  test.each([
    [
      "no folder for the database",
      'database = "none/x.db"',
      "database its folder \\S*none: no such file",
    ],
    [
      "another program's database",
      'database = "mail.log"',
      "database cannot use the database \\S+: it is not a SQLite file",
    ],
    ["a log that is not there", 'sources = "other.log"', "source \\S+other\\.log: no such file"],
    ["a pattern that nothing matches", 'sources = "other*"', "source no file matches \\S*other\\*"],
    ["rules that are wrong", 'rules = "mail.log"', "rules \\S+mail\\.log:1:5: "],
  ])("finds %s", async (_, text, message) => {
    const { file } = configured(`${text}\n`);
    const { stdout, exitCode } = await command(["config", "check", "--config", file]);
    expect(stdout.replace(/\n? {2,}/gu, " ")).toMatch(new RegExp(`■ ${message}`, "u"));
    expect(exitCode).toBe(1);
  });

  test("as JSON", async () => {
    const { file } = configured('zone = "UTC"\n');
    const argv = ["config", "show", "--config", file, "--format", "json"];
    expect(JSON.parse((await command(argv)).stdout)).toMatchObject({
      schema: "smtp-analyze/config/1",
      file,
      settings: expect.arrayContaining([{ key: "zone", value: "UTC", from: `${file}:1` }]),
    });
  });
});
