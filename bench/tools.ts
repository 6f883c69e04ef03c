import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Command } from "./measure.ts";

/** The built program. The bench measures what users run, so it builds nothing itself. */
export const CLI = "dist/cli/main.js";

/** The Debian package of every program that is measured or used to measure. */
const PACKAGES: Record<string, string> = {
  pflogsumm: "pflogsumm",
  eximstats: "exim4-base",
  wc: "coreutils",
  taskset: "util-linux",
};

function isInstalled(program: string): boolean {
  const { PATH = "" } = process.env;
  const folders = [...PATH.split(delimiter), "/usr/sbin"];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What is missing, each with the line that brings it. */
export function missingTools(): readonly string[] {
  const missing = Object.keys(PACKAGES)
    .filter((program) => !isInstalled(program))
    .map((program) => `${program} is not installed: apt install ${PACKAGES[program]}`);
  return existsSync(CLI) ? missing : [...missing, `${CLI} is missing: npm run build`];
}

/** The command bound to the first core, where `taskset` exists. */
export function pinned(program: string, args: readonly string[]): Command {
  if (!isInstalled("taskset")) return { program, args };
  return { program: "taskset", args: ["-c", "0", program, ...args] };
}

/** One call of the built program, bound to one core. */
export function analyse(args: readonly string[]): Command {
  return pinned(process.execPath, [CLI, ...args]);
}
