// The floor of any line-by-line reader in Node: split2 and a counter. Plain JavaScript, so that no loader is measured.
import { createReadStream } from "node:fs";
import { argv, stdout } from "node:process";
import split2 from "split2";

let lines = 0;
for await (const _line of createReadStream(argv[2]).pipe(split2())) lines++;
stdout.write(`${lines}\n`);
