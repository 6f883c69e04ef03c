import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { buildReport, renderReport } from "../reports/index.ts";
import { reportAssets } from "../reports/render/assets.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../test/support/chromium.ts";
import { OUT } from "./logs.ts";
import { openReference, REFERENCE } from "./reference.ts";

/** One thing that has a limit: `value` is its best of all rounds. */
type Figure = {
  readonly name: string;
  readonly value: number;
  readonly most: number | null;
  readonly unit: "B" | "ms" | "";
};

const ROUNDS = 5;
const FILE = join(OUT, "reference.html");

/** What a reader waits for: notes when the first canvas is asked for, which is when the pictures begin. */
const WATCH = `
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (...rest) {
    window.picturesBegan ??= performance.now();
    return getContext.apply(this, rest);
  };
  addEventListener("DOMContentLoaded", () => { window.picturesEnded = performance.now(); });
`;

const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN`;

/** From the click to the frame that shows its effect. */
const FILTER = `(async () => {
  const began = performance.now();
  document.querySelector("#who tbody[data-provider] th bdi button").click();
  await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
  return performance.now() - began;
})()`;

/** Elements that are laid out before anything is opened. */
const SHOWN = `[...document.querySelectorAll("*")].filter((node) => {
  const closed = node.closest("details:not([open]) > :not(summary)");
  return closed === null;
}).length`;

async function fastest(run: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await run());
  return Math.min(...times);
}

async function opened<Value>(
  browser: Browser,
  javaScriptEnabled: boolean,
  ask: (page: Page) => Promise<Value>,
): Promise<Value> {
  const viewport = { width: 1280, height: 900 };
  const page = await browser.newPage({ javaScriptEnabled, viewport });
  if (javaScriptEnabled) await page.addInitScript(WATCH);
  await page.goto(pathToFileURL(FILE).href);
  const answer = await ask(page);
  await page.close();
  return answer;
}

async function inBrowser(browser: Browser): Promise<readonly Figure[]> {
  const number = (script: string) => (page: Page) => page.evaluate<number>(script);
  const ms = async (name: string, most: number | null, script: string): Promise<Figure> => ({
    name,
    most,
    unit: "ms",
    value: await fastest(() => opened(browser, true, number(script))),
  });
  return [
    await ms("first paint", null, FIRST_PAINT),
    await ms("pictures drawn", 300, "window.picturesEnded - window.picturesBegan"),
    await ms("filter click to frame", 100, FILTER),
    {
      name: "elements before anything is opened",
      value: await opened(browser, true, number(SHOWN)),
      most: 6000,
      unit: "",
    },
    {
      name: "elements in all",
      value: await opened(browser, true, number('document.querySelectorAll("*").length')),
      most: null,
      unit: "",
    },
  ];
}

async function made(): Promise<readonly Figure[]> {
  const db = openReference();
  let html = "";
  const seconds = await fastest(async () => {
    const began = performance.now();
    html = renderReport(buildReport(db, REFERENCE), "html", { columns: 80, colour: false });
    return performance.now() - began;
  });
  mkdirSync(OUT, { recursive: true });
  writeFileSync(FILE, html);
  const { script } = reportAssets();
  return [
    { name: "file", value: Buffer.byteLength(html), most: 600_000, unit: "B" },
    { name: "file, compressed", value: gzipSync(html).length, most: 150_000, unit: "B" },
    { name: "script", value: Buffer.byteLength(script), most: 190_000, unit: "B" },
    { name: "made in", value: seconds, most: null, unit: "ms" },
  ];
}

function isMissed({ value, most }: Figure): boolean {
  return most !== null && !(value <= most);
}

function lineOf(figure: Figure): string {
  const { name, value, most, unit } = figure;
  const written = (amount: number) =>
    `${Math.round(amount).toLocaleString("en-GB")} ${unit}`.trim();
  const limit = most === null ? "" : `≤ ${written(most)}`;
  return `${name.padEnd(36)}${written(value).padStart(12)}  ${limit.padStart(12)}${isMissed(figure) ? "  MISSED" : ""}`.trimEnd();
}

async function run(): Promise<boolean> {
  const page = await made();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
  const figures = [...page, ...(await inBrowser(browser))];
  await browser.close();
  const machine = `Node ${process.version}, Linux ${release()}, ${cpus()[0]?.model ?? "unknown processor"}, best of ${ROUNDS}; load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`;
  process.stdout.write(`${[machine, ...figures.map(lineOf)].join("\n")}\n`);
  return !figures.some(isMissed);
}

if (!(await run())) process.exitCode = 1;
