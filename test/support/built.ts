import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const RENDER = fileURLToPath(new URL("../../reports/render/", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const PAGE_CONFIG = fileURLToPath(new URL("../../vite.page.config.ts", import.meta.url));
const OUTPUT = `${RENDER}assets/page.js`;

function newestSource(): number {
  const sources = readdirSync(`${RENDER}page`).map((name) => `${RENDER}page/${name}`);
  return Math.max(...sources.map((path) => statSync(path).mtimeMs));
}

/** The examples and the tests that kill run the built program: `npm run check` has built it, a single test file has not. */
function buildProgram(): void {
  if (!existsSync(PROGRAM)) execFileSync("npm", ["run", "build"], { stdio: "inherit" });
}

/** Makes what tests need and a build leaves behind: the program, and the script of the page when it is missing or old. */
export async function setup(): Promise<void> {
  buildProgram();
  if (existsSync(OUTPUT) && statSync(OUTPUT).mtimeMs >= newestSource()) return;
  await build({ configFile: PAGE_CONFIG });
}
