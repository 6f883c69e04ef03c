import { describe, expect, test } from "vitest";
import { temporaryFile } from "../support/files.ts";
import { command } from "../support/run.ts";

const TSS04 =
  "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints";

const objects = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

describe("why", () => {
  test("explains a reply in 80 columns without colour", async () => {
    const { stdout, stderr, exitCode } = await command(["why", TSS04]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("421 4.7.0 · Yahoo / AOL, by its words · Reputation\n");
    expect(stdout).toContain("  Rule     yahoo.tss\n");
    expect(stdout).toContain("https://senders.yahooinc.com/error-codes");
    expect(stdout).not.toContain("\u001b");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("colours for a terminal, but not against NO_COLOR", async () => {
    const bright = await command(["why", "421"], { isTerminal: true });
    const plain = await command(["why", "421"], { isTerminal: true, env: { NO_COLOR: "1" } });
    expect(bright.stdout).toContain("\u001b[1m");
    expect(plain.stdout).not.toContain("\u001b");
  });

  test("shows the settings of one MTA when asked, or when the line is from its log", async () => {
    const exim = await command(["why", "--mta", "exim", "421 too many connections"]);
    expect(exim.stdout).toContain("\nExim\n");
    expect(exim.stdout).not.toContain("\nPostfix\n");
    const line =
      "Nov 20 10:15:07 mx1 postfix/smtp[2741]: 4ABC1D: host mx.example.net[192.0.2.7] said: 421 4.7.0 Too many connections (in reply to MAIL FROM command)";
    const postfix = await command(["why", line]);
    expect(postfix.stdout).toContain("\nPostfix\n");
    expect(postfix.stdout).not.toContain("\nExim\n");
  });

  test("is one document as JSON", async () => {
    const host = "gmail-smtp-in.l.google.com";
    const { stdout } = await command(["why", "--format", "json", "--host", host, "4.7.28"]);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "smtp-analyze/why/1",
      code: null,
      enhanced: "4.7.28",
      host,
      provider: "google",
      cause: "rate_limit",
      rule: "google.unusual-rate",
    });
  });

  test("takes what came through a pipe, in words or in one argument", async () => {
    const piped = await command(["why", "-"], { stdin: `${TSS04}\n` });
    const apart = await command(["why", ...TSS04.split(" ")]);
    expect(piped.stdout).toBe(apart.stdout);
  });

  test("strips what could steer a terminal", async () => {
    const { stdout } = await command(["why", "421 busy \u001b[2J\u009b31m\u202e now"]);
    for (const hostile of ["\u001b", "\u009b", "\u202e"]) expect(stdout).not.toContain(hostile);
    const { stderr } = await command(["why", "busy \u001b[2J\u009b31m\u202e now"]);
    expect(stderr).toContain('no SMTP reply in "busy [2J31m now"');
  });

  test.each([
    ["hello world", 'no SMTP reply in "hello world"'],
    ["999", 'no SMTP reply in "999"'],
    ["", "nothing was given"],
  ])("%j is no answerable question", async (text, message) => {
    const { stdout, stderr, exitCode } = await command(["why", text]);
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toContain(message);
    expect(stderr).toContain("hint: give a reply");
  });
});

describe("why --provider", () => {
  const BUSY = "451 4.7.500 Server busy. Please try again later";

  test.each([
    ["microsoft", "microsoft"],
    ["Microsoft", "microsoft"],
    [" Yahoo / AOL ", "yahoo"],
    ["mail.protection.outlook.com", "office365"],
    ["mx.example.com", "example.com"],
  ])("%j is a name for %s: who said it is not guessed", async (name, provider) => {
    const argv = ["why", "--format", "json", "--provider", name, BUSY];
    const { stdout, exitCode } = await command(argv);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ provider, providerFrom: "named", host: null });
  });

  test("is shown, and decides which rules and which pages there are", async () => {
    const { stdout } = await command(["why", "--provider", "google", "421 4.7.28 slow down"]);
    expect(stdout).toContain("421 4.7.28 · Google · ");
    expect(stdout).not.toContain("by its words");
    expect(stdout).toContain("google");
    const unnamed = await command(["why", "421 4.7.28 slow down"]);
    expect(unnamed.stdout).not.toContain("Google");
  });

  test("holds for every line of a stream, whatever host stands there", async () => {
    const stdin = `${BUSY}\nmx.example.net\t421 busy\n`;
    const argv = ["why", "--format", "jsonl", "--provider", "yahoo", "-"];
    const { stdout } = await command(argv, { stdin });
    expect(objects(stdout)).toMatchObject([
      { provider: "yahoo", providerFrom: "named", host: null },
      { provider: "yahoo", providerFrom: "named", host: "mx.example.net" },
    ]);
  });

  test("may be a provider of the user's own", async () => {
    const rules = temporaryFile(
      "rules.toml",
      '[[provider]]\nkey = "campus"\nname = "The Campus"\nhosts = [".campus.example"]\n',
    );
    for (const name of ["campus", "the campus"]) {
      const argv = ["why", "--rules", rules, "--provider", name, "421 busy"];
      expect((await command(argv)).stdout).toContain("421 · The Campus · ");
    }
  });

  test.each([
    ["gogle", "did you mean google"],
    ["microsfot", "did you mean microsoft"],
    ["yaho", "did you mean yahoo"],
    ["", "else give its domain"],
    ["zzzzzzzzzzzz", "hint: else give its domain"],
  ])("%j is nobody, and the message names who is near", async (name, message) => {
    const { stdout, stderr, exitCode } = await command(["why", "--provider", name, BUSY]);
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toContain(`--provider ${name} is no provider`);
    expect(stderr).toContain(message);
  });
});

describe("why for a stream", () => {
  test("gives one object per line, with or without a host before a tab", async () => {
    const stdin = `${TSS04}\nmx01.mail.icloud.com\t421 4.7.1 Too busy\n421\tBusy\n\nhello world\n221 Bye`;
    const { stdout, stderr, exitCode } = await command(["why", "--format", "jsonl", "-"], {
      stdin,
    });
    expect(objects(stdout)).toMatchObject([
      { code: 421, enhanced: "4.7.0", provider: "yahoo", cause: "reputation", rule: "yahoo.tss" },
      {
        code: 421,
        enhanced: "4.7.1",
        provider: "apple",
        cause: "server_busy",
        host: "mx01.mail.icloud.com",
      },
      { code: 421, enhanced: null, provider: "unknown", cause: "server_busy" },
      { code: null, cause: "unknown", rule: "" },
      { code: null, cause: "unknown", rule: "" },
      { code: 221, cause: null, rule: "" },
    ]);
    expect(stderr).toBe("2 of 6 lines hold no SMTP reply\n");
    expect(exitCode).toBe(0);
  });
});
