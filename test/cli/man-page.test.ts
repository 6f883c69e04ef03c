import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import type { Command } from "commander";
import { expect, test } from "vitest";
import type { Io } from "../../cli/io.ts";
import { manPageOf } from "../../cli/man-page.ts";
import { createProgram } from "../../cli/program.ts";

const DATE = "November 21, 2026";

function program(): Command {
  const stdout: Io["stdout"] = new Writable();
  const io: Io = {
    stdin: process.stdin,
    stdout,
    stderr: stdout,
    env: {},
    hostname: "mx1.example.org",
    cores: 2,
    now: () => 0,
    random: () => 0,
    signal: new AbortController().signal,
    onHangup: () => {},
  };
  return createProgram(io, { exitCode: 0 });
}

test("the manual page that is installed says what the program can (vitest -u writes it anew)", async () => {
  await expect(manPageOf(program(), DATE)).toMatchFileSnapshot("../../man/smtp-analyze.1");
});

test("it has every command and every flag that the help has", () => {
  const page = readFileSync("man/smtp-analyze.1", "utf8");
  const visible = program()
    .commands.filter((command) => !["help", "complete"].includes(command.name()))
    .flatMap((command) => (command.commands.length === 0 ? [command] : command.commands));
  for (const command of visible) {
    expect(page).toMatch(new RegExp(`^\\.Ss (?:rules |config )?${command.name()}$`, "mu"));
    for (const { long } of command.options) expect(page).toContain(`Fl ${long?.slice(1)}`);
  }
});

test("mandoc finds nothing wrong with it", () => {
  const lint = execFileSync("mandoc", ["-T", "lint", "-W", "warning", "man/smtp-analyze.1"], {
    encoding: "utf8",
  });
  expect(lint.split("\n").filter((line) => !line.includes("mandoc.db"))).toEqual([""]);
});
