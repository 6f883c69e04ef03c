import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { hasSecondThread } from "../../cli/jobs.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { content } from "../support/content.ts";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";
import { SAMPLE_LOG } from "../support/sample-log.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const RECORDING = fileURLToPath(new URL("../../examples/postfix-file/mail.log", import.meta.url));

/** What the built program makes of the recording; the thread that counts is a part of the build. */
function counted(...flags: readonly string[]): unknown {
  const path = join(temporaryFolder(), "result.db");
  const argv = [PROGRAM, "ingest", "--quiet", "--tz", "UTC", "--year", "2026", "--db", path];
  execFileSync(process.execPath, [...argv, ...flags, RECORDING]);
  const db = openReadOnly(path);
  const found = content(db);
  db.close();
  return found;
}

describe("ingest --jobs", () => {
  test("the thread of the built program counts what one thread counts, by the user's own rules too", () => {
    const rules = temporaryFile(
      "own.toml",
      '[[provider]]\nkey = "ours"\nname = "Ours"\nhosts = [".gmx.net"]\n',
    );
    const own = counted("--jobs", "2", "--rules", rules);
    expect(own).toEqual(counted("--jobs", "1", "--rules", rules));
    expect(JSON.stringify(own)).toContain('\\"provider\\":\\"ours\\"');
  }, 120_000);

  test("a pipe is read by one thread, whatever is asked for", async () => {
    const db = join(temporaryFolder(), "result.db");
    const argv = ["ingest", "--db", db, "--tz", "UTC", "--jobs", "2"];
    const answer = await command(argv, { stdin: SAMPLE_LOG });
    expect(answer).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("15 lines") });
  });

  test.each(["0", "-1", "1.5", "many", ""])("%j is not a number of threads", async (jobs) => {
    const db = join(temporaryFolder(), "result.db");
    const log = temporaryFile("mail.log", SAMPLE_LOG);
    const answer = await command(["ingest", "--db", db, `--jobs=${jobs}`, log]);
    expect(answer.exitCode).toBe(2);
    expect(answer.stderr).toContain("is not a number of threads\nhint: write 1 or 2");
  });

  test.each([
    [undefined, 1e9, 2, false],
    [undefined, 2e9, 2, true],
    [undefined, 2e9, 1, false],
    ["1", 2e9, 2, false],
    ["2", 10, 1, true],
    ["8", 10, 8, true],
  ])("jobs %s, %d bytes, %d cores: a second thread is %s", (jobs, bytes, cores, expected) => {
    expect(hasSecondThread(jobs, { names: ["mail.log"], bytes }, cores)).toBe(expected);
  });
});
