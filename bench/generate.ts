import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseByteSize } from "./byte-size.ts";
import { writeLog } from "./log-file.ts";

const USAGE =
  "usage: tsx bench/generate.ts --out FILE [--exim] [--seed 1] [--bytes 200MB] [--truth FILE]\n";

/** Writes a log and, where asked, the record of what it holds. Returns the exit code. */
function main(): number {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      bytes: { type: "string", default: "200MB" },
      exim: { type: "boolean", default: false },
      out: { type: "string" },
      truth: { type: "string" },
    },
  });
  const bytes = parseByteSize(values.bytes);
  const seed = Number(values.seed);
  if (values.out === undefined || bytes === null || !Number.isInteger(seed)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const startedAt = performance.now();
  const truth = writeLog({ kind: values.exim ? "exim" : "postfix", seed, bytes, out: values.out });
  const seconds = (performance.now() - startedAt) / 1000;
  if (values.truth !== undefined) {
    writeFileSync(values.truth, `${JSON.stringify(truth, null, 2)}\n`);
  }
  const share = ((100 * truth.linesWith421) / truth.lines).toFixed(1);
  const speed = (truth.bytes / 1e6 / seconds).toFixed(0);
  process.stderr.write(
    `${values.out}: ${truth.lines} lines, ${share} % with a 421, ${speed} MB/s\n`,
  );
  return 0;
}

process.exitCode = main();
