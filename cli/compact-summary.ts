import { jsonDocument } from "../reports/render/json.ts";
import { bytes, count } from "../reports/render/numbers.ts";
import { tableOf } from "../reports/render/text-table.ts";

export type CompactFormat = "text" | "json";

type Measured = {
  readonly rows: ReadonlyMap<string, number>;
  readonly size: { readonly bytes: number; readonly free: number };
};

export type Compaction = {
  readonly before: Measured;
  readonly after: Measured;
  readonly isDryRun: boolean;
  /** False where it was stopped: what was rolled up stays so, and the next run goes on. */
  readonly isDone: boolean;
};

/** Rows by the name of their view. */
type RowsOf = { readonly rows: { readonly [view: string]: number } };

type Kept = RowsOf & { readonly bytes: number; readonly freeBytes: number };

/** What compaction did; after a dry run, only the rows that it would leave. */
export type CompactDocument = {
  readonly schema: "smtp-analyze/compact/1";
  readonly dryRun: boolean;
  readonly done: boolean;
  readonly before: Kept;
  readonly after: Kept | RowsOf;
};

/** What compaction made of rows and file. */
export function compactSummary(change: Compaction, format: CompactFormat): string {
  switch (format) {
    case "text":
      return textOf(change);
    case "json":
      return jsonDocument(documentOf(change));
  }
}

function textOf(change: Compaction): string {
  const { before, after, isDryRun, isDone } = change;
  const rows = [...before.rows].map(([name, old]) => [
    `rows of ${name}`,
    count(old),
    count(after.rows.get(name) ?? 0),
  ]);
  const size = ["size of the file", bytes(before.size.bytes), bytes(after.size.bytes)];
  const free = ["free for new counts", bytes(before.size.free), bytes(after.size.free)];
  const head = ["", "before", isDryRun ? "would be" : "after"];
  const table = tableOf(head, isDryRun ? rows : [...rows, size, free]);
  const last = isDone ? [] : ["stopped; what is done is kept, and the next run goes on"];
  return `${[...table, ...last].join("\n")}\n`;
}

function documentOf({ before, after, isDryRun, isDone }: Compaction): CompactDocument {
  const measured = ({ rows, size }: Measured): Kept => ({
    rows: Object.fromEntries(rows),
    bytes: size.bytes,
    freeBytes: size.free,
  });
  return {
    schema: "smtp-analyze/compact/1",
    dryRun: isDryRun,
    done: isDone,
    before: measured(before),
    after: isDryRun ? { rows: Object.fromEntries(after.rows) } : measured(after),
  };
}
