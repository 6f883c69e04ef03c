import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Where the story begins: a Monday, midnight UTC. */
const STORY_START = Date.UTC(2026, 10, 16);

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `1795195000123 Nov 20 17:16:40 vm postfix/smtp[77]: 4ABC1: to=<…` → arrival, then all from the host on */
const STAMPED = /^(\d+) \w{3} [ \d]\d [\d:]{8} (.*)$/u;

/** `mx.example.net[127.0.2.30]:25` → last octet; both nets have the same length, so nothing moves */
const LOOPBACK = /127\.0\.2\.(\d{1,3})(?!\d)/gu;

/** `mx.v6.example[::1]:25` */
const LOOPBACK_V6 = /\[::1\]/gu;

type Stretch = (epochMs: number) => number;

function documented(text: string): string {
  return text.replace(LOOPBACK, "192.0.2.$1").replace(LOOPBACK_V6, "[2001:db8::25]");
}

/** RFC 3164 §4.1.2, in UTC. */
function stampOf(epochMs: number): string {
  const at = new Date(epochMs);
  const day = String(at.getUTCDate()).padStart(2, " ");
  return `${MONTHS[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 19)}`;
}

function rewriteLine(line: string, stretch: Stretch): string {
  const match = STAMPED.exec(line);
  if (match === null) throw new Error(`no stamp: ${line}`);
  return `${stampOf(stretch(Number(match[1])))} ${documented(match[2] ?? "")}`;
}

type Entry = { readonly t: number; readonly server: string };

function rewriteTruth(line: string, stretch: Stretch): string {
  const entry = JSON.parse(line) as Entry;
  const t = Math.round(stretch(entry.t * 1000)) / 1000;
  const server = entry.server === "::1" ? "2001:db8::25" : documented(entry.server);
  return JSON.stringify({ ...entry, t, server });
}

function rewriteFile(from: string, to: string, rewrite: (line: string) => string): void {
  const lines = readFileSync(from, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  writeFileSync(to, `${lines.map(rewrite).join("\n")}\n`);
}

/** `rewrite.ts --work DIR --out DIR --start EPOCH_MS --stretch 300` */
function main(): void {
  const { values } = parseArgs({
    options: {
      work: { type: "string", default: "." },
      out: { type: "string", default: "." },
      start: { type: "string" },
      stretch: { type: "string", default: "300" },
    },
  });
  const start = Number(values.start);
  const factor = Number(values.stretch);
  const stretch: Stretch = (epochMs) => STORY_START + Math.max(0, epochMs - start) * factor;
  rewriteFile(join(values.work, "raw.log"), join(values.out, "mail.log"), (line) =>
    rewriteLine(line, stretch),
  );
  rewriteFile(join(values.work, "truth.ndjson"), join(values.out, "truth.ndjson"), (line) =>
    rewriteTruth(line, stretch),
  );
}

main();
