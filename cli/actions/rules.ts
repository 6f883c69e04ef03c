import { withoutControls } from "../../reports/render/remote-text.ts";
import { renderTable, type TableFormat } from "../../reports/render/table.ts";
import { createKnowledge, type Knowledge } from "../../src/meaning/knowledge.ts";
import { openExisting, reading } from "../../src/store/open.ts";
import {
  applyCauses,
  type CauseChange,
  causeChanges,
  providerChanges,
} from "../../src/store/reclassify.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { readOwnRules } from "../rules-file.ts";

export type RulesFlags = { readonly db: string };

/** So much of a sample is printed in a table of text. */
const SAMPLE_LENGTH = 60;

type Own = { readonly knowledge: Knowledge; readonly isOwn: (rule: string) => boolean };

async function ownOf(file: string): Promise<Own> {
  const own = await readOwnRules(file);
  const ids = new Set(own.rules.map(({ id }) => id));
  return { knowledge: createKnowledge(own), isOwn: (rule) => ids.has(rule) };
}

/** Prints what would change, and changes nothing. */
export async function testRules(
  file: string,
  flags: RulesFlags & { readonly format: TableFormat },
  io: Io,
): Promise<void> {
  const { knowledge, isOwn } = await ownOf(file);
  const { changes, hosts } = reading(flags.db, (db) => ({
    changes: causeChanges(db, knowledge, isOwn),
    hosts: providerChanges(db, knowledge),
  }));
  const rows = changes.map((change) => rowOf(change, flags.format));
  print(renderTable(COLUMNS, rows, flags.format, lookOf(io)), flags.format, io);
  io.stderr.write(`${sumOf(changes)} would change.\n`);
  for (const { host, from, to } of hosts) {
    const change = withoutControls(`${host} would be ${to}, is ${from}`);
    io.stderr.write(`${change}: from the next reading on\n`);
  }
}

/** Changes the causes of stored replies. */
export async function applyRules(file: string, flags: RulesFlags, io: Io): Promise<void> {
  const { knowledge, isOwn } = await ownOf(file);
  const db = openExisting(flags.db);
  try {
    const changes = causeChanges(db, knowledge, isOwn);
    applyCauses(db, changes);
    io.stderr.write(`${sumOf(changes)} changed in ${flags.db}.\n`);
  } finally {
    db.close();
  }
}

const COLUMNS = [
  "sample",
  "provider",
  "cause",
  "rule",
  "new cause",
  "new rule",
  "replies",
  "recipients",
];

function rowOf(change: CauseChange, format: TableFormat): readonly (string | number)[] {
  const { sample, provider, from, to, replies, recipients } = change;
  const shown =
    format === "text" && sample.length > SAMPLE_LENGTH
      ? `${sample.slice(0, SAMPLE_LENGTH)}…`
      : sample;
  return [shown, provider, from.cause, from.rule, to.cause, to.rule, replies, recipients];
}

/** `2 texts (34 replies, 51 recipients)` */
function sumOf(changes: readonly CauseChange[]): string {
  const replies = changes.reduce((sum, change) => sum + change.replies, 0);
  const recipients = changes.reduce((sum, change) => sum + change.recipients, 0);
  const texts = changes.length === 1 ? "1 text" : `${changes.length} texts`;
  return `${texts} (${replies} replies, ${recipients} recipients)`;
}
