import { createRequire } from "node:module";

/** The version of this program, as package.json states it. */
export function version(): string {
  const require = createRequire(import.meta.url);
  const { version } = require("smtp-analyze/package.json") as { version: string };
  return version;
}
