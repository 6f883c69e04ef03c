import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { configured } from "../support/configured.ts";
import { numberIn } from "../support/following.ts";
import { ended, saidBy, start } from "../support/process.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const CONFIG = 'database = "mail.db"\nsources = ["mail.log*"]\nzone = "UTC"\n';
const LINES = "SELECT sum(lines) FROM coverage";

/** The sources hold 15 lines; what comes through stdin is one of another day. */
const PIPED = `${SAMPLE_LOG.split("\n")[0]?.replace("Nov 19", "Nov 18")}\n`;
const AS_CONFIGURED = "as configured";
const STDIN = "reading stdin, not the sources";

/** What the real program reads that a shell starts, and what it says. */
function shell(script: string): { readonly lines: number; readonly said: string } {
  const { folder, file } = configured(CONFIG);
  writeFileSync(join(folder, "piped"), PIPED);
  writeFileSync(join(folder, "empty"), "");
  const program = `"${process.execPath}" --import tsx cli/main.ts --config "${file}"`;
  const filled = script.replaceAll("FOLDER", folder).replaceAll("PROGRAM", program);
  const run = spawnSync("bash", ["-c", filled], { encoding: "utf8", timeout: 60_000 });
  expect(run.status).toBe(0);
  return { lines: numberIn(join(folder, "mail.db"), LINES), said: run.stderr };
}

/** The program, when it has said that it waits for a pipe that stays open and silent. */
async function waiting(file: string) {
  const child = start(["--config", file]);
  const end = ended(child);
  const said = saidBy(child);
  await expect.poll(said, { timeout: 25_000 }).toContain("waiting for stdin");
  return { child, end, said };
}

describe("with sources configured, and no file named", () => {
  test.each([
    ["/dev/null", "PROGRAM < /dev/null", 15, AS_CONFIGURED],
    ["nothing at all", "PROGRAM <&-", 15, AS_CONFIGURED],
    ["an empty file", "PROGRAM < FOLDER/empty", 15, AS_CONFIGURED],
    ["a pipe that ends empty, like cron's", "true | PROGRAM", 15, AS_CONFIGURED],
    ["a file", "PROGRAM < FOLDER/piped", 1, STDIN],
    ["a pipe", "cat FOLDER/piped | PROGRAM", 1, STDIN],
    [
      "a pipe that begins late",
      "(PROGRAM --version > FOLDER/version; cat FOLDER/piped) | PROGRAM",
      1,
      STDIN,
    ],
  ])("stdin being %s", (_, script, lines, said) => {
    const answer = shell(script);
    expect(answer.said).toContain(said);
    expect(answer.lines).toBe(lines);
  });

  test("stdin being a terminal", async () => {
    const { folder, file } = configured(CONFIG);
    const answer = await command(["--config", file], { isTerminal: true, stdin: PIPED });
    expect(answer.exitCode).toBe(0);
    expect(answer.stderr).toContain(AS_CONFIGURED);
    expect(numberIn(join(folder, "mail.db"), LINES)).toBe(15);
  });

  test("and a pipe that is read again, nothing counts twice", async () => {
    const { folder, file } = configured(CONFIG);
    for (const _ of [1, 2]) await command(["--config", file], { stdin: PIPED });
    expect(numberIn(join(folder, "mail.db"), LINES)).toBe(1);
  });

  test("a pipe that stays open and silent is waited for, and the program says so and how to do without", async () => {
    const { folder, file } = configured(CONFIG);
    const { child, end, said } = await waiting(file);
    expect(said()).toContain("< /dev/null");
    child.stdin?.end(PIPED);
    expect(await end).toMatchObject({ exitCode: 0 });
    expect(said()).toContain(STDIN);
    expect(numberIn(join(folder, "mail.db"), LINES)).toBe(1);
  });

  test("SIGTERM while it waits ends it, nothing is read, and it says that logs are left", async () => {
    const { folder, file } = configured(CONFIG);
    const { child, end, said } = await waiting(file);
    child.kill("SIGTERM");
    expect(await end).toMatchObject({ exitCode: 0, signal: null });
    expect(said()).toContain("stopped before the end of the logs");
    expect(numberIn(join(folder, "mail.db"), LINES)).toBe(0);
  });
});
