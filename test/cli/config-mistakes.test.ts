import { describe, expect, test } from "vitest";
import { configured } from "../support/configured.ts";
import { command } from "../support/run.ts";

describe("a configuration file that is wrong", () => {
  test.each([
    ["databse = 1\n", ":1: databse is no setting; did you mean database?"],
    ["\n[mail]\ntos = 1\n", ":3: mail.tos is no setting; did you mean mail.to?"],
    ["[mial]\nto = 1\n", ":1: mial is no setting; did you mean mail?"],
    [
      "colour = 1\n",
      ":1: colour is no setting; known are database, sources, zone, rules, content_filters, ",
    ],
    ["mail = 1\n", ":1: mail is 1, which is not a table: write [mail]"],
    ["database = 7\n", ':1: database is 7, which is not a path, such as "/var/lib'],
    ["sources = []\n", ":1: sources is [], which is not a path or a list of them"],
    ["sources = [1]\n", ":1: sources is [1], which is not a path or a list of them"],
    ["content_filters = 1\n", ":1: content_filters is 1, which is not a name or a list of them"],
    ['\nzone = "Mars"\n', ':2: zone is "Mars", which is not a time zone, such as "Europe/Berlin"'],
    [
      "thresholds.watch_percent = 0\n",
      ":1: thresholds.watch_percent is 0, which is not a number above 0 and up to 100, such as 1",
    ],
    [
      "[thresholds]\nwatch_percent = 6\n",
      ":2: thresholds.watch_percent (6) is not below critical_percent (5)",
    ],
    ['[mail]\nto = "root"\n', ':2: mail.to is "root", which is not an address or a list of them'],
    ['mail = { from = "x" }\n', ':1: mail.from is "x", which is not an address, such as'],
    ['[mail]\nsmtp = "mx.example.org"\n', ":2: mail.smtp is"],
    ['[mail]\nsendmail = "/tmp/x"\n', ":2: mail.sendmail is"],
    [
      '[mail]\nsmtp = "smtp://localhost"\nsendmail = true\n',
      ":3: mail.sendmail and mail.smtp are both given: keep one",
    ],
    ['zone = "\n', ":1:"],
  ])("%j is told with its line, and nothing runs", async (text, message) => {
    const { file } = configured(text);
    const { stderr, stdout, exitCode } = await command(["top", "--config", file]);
    expect(stderr).toContain(`smtp-analyze: ${file}${message}`);
    expect(stderr).toContain("\nhint: correct it, then look again: smtp-analyze config check");
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect((await command(["config", "check", "--config", file])).exitCode).toBe(1);
  });

  test("everything is told at once, in the order of the lines", async () => {
    const { file } = configured('zone = "Mars"\n[mail]\nto = 1\n');
    const { stderr } = await command(["config", "show", "--config", file]);
    expect(stderr.split("\n").map((line) => /:(\d+): (\S+)/u.exec(line)?.slice(1))).toEqual([
      ["1", "zone"],
      ["3", "mail.to"],
      undefined,
      undefined,
    ]);
  });

  test.each(["secret", "sec@ret"])("the password %s is not printed", async (password) => {
    const { file } = configured(`[mail]\nsmtp = "http://me:${password}@mx.example.org"\n`);
    const { stderr } = await command(["top", "--config", file]);
    expect(stderr).toContain('mail.smtp is "http://…@mx.example.org"');
  });

  test.each([
    ["/nonexistent/x.toml", "no such file"],
    ["/", "it is a folder"],
  ])("or cannot be read: %s", async (file, reason) => {
    const { stderr, exitCode } = await command(["top", "--config", file]);
    expect(stderr).toContain(
      `cannot read the configuration ${file}: ${reason}\nhint: name another`,
    );
    expect(exitCode).toBe(2);
  });
});
