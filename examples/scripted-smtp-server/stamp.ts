import { createInterface } from "node:readline";

/** Puts the arrival in epoch milliseconds before each line: the MTA's own stamps know only seconds. */
createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${Date.now()} ${line}\n`);
});
