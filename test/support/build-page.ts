import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const RENDER = fileURLToPath(new URL("../../reports/render/", import.meta.url));
const OUTPUT = `${RENDER}assets/page.js`;

function newestSource(): number {
  const sources = readdirSync(`${RENDER}page`).map((name) => `${RENDER}page/${name}`);
  return Math.max(...sources.map((path) => statSync(path).mtimeMs));
}

/** Bundles the script of the page before the tests, when it is missing or older than its sources. */
export async function setup(): Promise<void> {
  if (existsSync(OUTPUT) && statSync(OUTPUT).mtimeMs >= newestSource()) return;
  await build({
    entryPoints: [`${RENDER}page/page.ts`],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    outfile: OUTPUT,
    logLevel: "warning",
  });
}
