// The floor of this program: a file is read in blocks and sifted, and what is left is thrown away.
import { argv, stdout } from "node:process";
import { SILENCE } from "../ingest/dialects/postfix/daemons.ts";
import { readFiles } from "../ingest/sources/inputs.ts";
import { createSieve } from "../ingest/sources/sieve.ts";

let entries = 0;
const batches = readFiles(argv.slice(2), {
  resume: () => [],
  tails: () => [],
  sieve: createSieve(SILENCE),
  now: Date.now,
  signal: new AbortController().signal,
  failed: (failure) => {
    throw failure;
  },
});
for await (const batch of batches) entries += batch.entries.length;
stdout.write(`${entries}\n`);
