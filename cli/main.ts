#!/usr/bin/env node
import { availableParallelism, hostname } from "node:os";
import { setFlagsFromString } from "node:v8";
import { run } from "./run.ts";

/**
 * A run of seconds has hundreds of functions to compile, and compiling took a sixth of a log of 300 MB. With fewer functions
 * written into each other it takes half of that, and the code is no slower.
 */
setFlagsFromString("--max-inlined-bytecode-size-cumulative=150");

/**
 * What a run holds does not grow with the log, but V8 let garbage grow to four times that before it looked, the more the longer a run took.
 * Twice is enough: 1 GB of log then takes little more memory than 100 MB, and no more time that could be told.
 */
setFlagsFromString("--heap-growing-percent=100");

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
}

/** Nobody is reading any more (`| head`): that is the reader's good right, and no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exitCode = 0;
  stop.abort();
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  hostname: hostname(),
  cores: availableParallelism(),
  now: Date.now,
  random: Math.random,
  signal: stop.signal,
  onHangup: (listener) => {
    process.on("SIGHUP", listener);
  },
});
