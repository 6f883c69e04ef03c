import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/files.ts";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** What a run may hold, whatever it reads (docs/benchmarks.md). */
const BOUND_MEGABYTES = 250;

/** What the bombs unpack to: more than that. */
const MEGABYTES = 400;

/** Says at the end how much memory was resident at most, in kilobytes. */
const PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))";

/** `peak 94320` */
const SAID = /peak (\d+)$/u;

test.each([
  ["gzip", "one line without an end", "/dev/zero"],
  ["zstd", "one line without an end", "/dev/zero"],
  ["zstd", "an object without an end", "yes '{\"a\":[' | tr -d '\\n'"],
])(
  "a small file of %s that unpacks to %s takes no more memory than any other",
  (program, _, source) => {
    const folder = temporaryFolder();
    const from = source.startsWith("/") ? `cat ${source}` : source;
    const bomb = join(folder, "bomb");
    execFileSync("sh", ["-c", `${from} | head -c ${MEGABYTES}M | ${program} -c > ${bomb}`], {
      stdio: ["ignore", "ignore", "ignore"],
    });
    expect(statSync(bomb).size).toBeLessThan(5e6);
    const argv = ["--import", PEAK, MAIN, "ingest", "--db", join(folder, "result.db"), bomb];
    const run = spawnSync(process.execPath, argv, { encoding: "utf8", timeout: 100_000 });
    const peak = Number(SAID.exec(run.stderr)?.[1]) / 1000;
    expect(run.stderr).toContain("lines · ");
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(BOUND_MEGABYTES);
  },
  120_000,
);
