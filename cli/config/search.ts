import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../io.ts";

/** The name of the file in the current folder and below $XDG_CONFIG_HOME. */
const NAME = "smtp-analyze.toml";

/** The file that is in force: the one that is named, else the first that exists; null where there is none. */
export function configPath(named: string | undefined, env: Environment): string | null {
  const given = named ?? (env["SMTP_ANALYZE_CONFIG"] || undefined);
  if (given !== undefined) return given;
  return searchedPaths(env).find((path) => existsSync(path)) ?? null;
}

/** Where a file is looked for that nobody names, in this order. */
export function searchedPaths(env: Environment): readonly string[] {
  const home = env["HOME"] || null;
  const own = env["XDG_CONFIG_HOME"] || (home === null ? null : join(home, ".config"));
  return [NAME, ...(own === null ? [] : [join(own, "smtp-analyze", NAME)]), join("/etc", NAME)];
}
