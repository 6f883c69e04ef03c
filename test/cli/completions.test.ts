import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { command } from "../support/run.ts";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

const smtpAnalyze = (...argv: readonly string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", MAIN, ...argv], { encoding: "utf8" });

const offered = (...words: readonly string[]): readonly string[] =>
  smtpAnalyze("complete", "--", ...words)
    .split("\n")
    .map((line) => line.split("\t")[0] ?? "")
    .filter((word) => word !== "" && !word.startsWith(":"));

describe("completions", () => {
  test("offer commands, flags, and the values that a flag can have", () => {
    expect(offered("st")).toEqual(["status"]);
    expect(offered("top", "--all")).toEqual(["--all-throttling"]);
    expect(offered("top", "--by", "c")).toEqual(["code", "cause"]);
    expect(offered("config", "check", "--c")).toEqual(["--config"]);
  });

  test.each([
    [["ingest", "/var/log/ma"]],
    [["/var/log/ma"]],
    [["report", "--db", ""]],
    [["top", "--config", ""]],
  ])("leave %j to the names of files", async (words) => {
    expect((await command(["complete", "--", ...words])).stdout).toBe(":0\n");
  });

  test.each(["bash", "zsh", "fish"])("come as a script for %s", (shell) => {
    expect(smtpAnalyze("completions", shell)).toContain("smtp-analyze complete --");
  });

  test("the script for bash is one that bash can read", () => {
    const script = smtpAnalyze("completions", "bash");
    expect(execFileSync("bash", ["-n"], { input: script, encoding: "utf8" })).toBe("");
  });
});
