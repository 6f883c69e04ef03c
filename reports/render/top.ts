import { csvOf } from "./csv.ts";
import { jsonDocument, jsonLine } from "./json.ts";
import type { Look } from "./look.ts";
import { count, percent } from "./numbers.ts";
import { withoutControls } from "./remote-text.ts";
import type { TableFormat } from "./table.ts";
import { paint, tableOf } from "./text-table.ts";

export type TopKey =
  | "provider"
  | "host"
  | "ip"
  | "code"
  | "enhanced"
  | "cause"
  | "log-host"
  | "service";

/** All that can be asked for: what is kept by sender stands apart from the counts that all have. */
export type TopBy = TopKey | "sender-domain";

/** One value of the key. `rate` is recipients ÷ attempts, null below the minimum volume. */
export type TopRow = {
  readonly key: string;
  readonly recipients: number;
  readonly replies: number;
  readonly withheld: number;
  readonly shadowed: number;
  readonly attempts: number;
  readonly rate: number | null;
};

/** A row of any key: by sender three of the counts are not kept. */
export type TopLine = {
  readonly [Column in keyof TopRow]: Column extends "replies" | "withheld" | "shadowed"
    ? number | null
    : TopRow[Column];
};

export type TopDocument = {
  readonly schema: "smtp-analyze/top/1";
  readonly by: TopBy;
  readonly rows: readonly TopLine[];
};

const COLUMNS = ["recipients", "replies", "withheld", "shadowed", "attempts", "rate"] as const;

function counted(value: number | null): string {
  return value === null ? "–" : count(value);
}

function renderText(rows: readonly TopLine[], by: TopBy, look: Look): string {
  if (rows.length === 0) return "no throttled recipient in this window\n";
  const lines = tableOf(
    [by, "recipients", "replies", "withheld", "shadowed", "attempts", "rate"],
    rows.map((row) => [
      withoutControls(row.key),
      count(row.recipients),
      counted(row.replies),
      counted(row.withheld),
      counted(row.shadowed),
      count(row.attempts),
      row.rate === null ? "–" : percent(row.rate),
    ]),
    look.columns,
  );
  const [head, ...body] = lines;
  return `${[paint("bold", head ?? "", look), ...body].join("\n")}\n`;
}

/** Rows of `top` in one of its formats. `json` is one document, `jsonl` one object per line. */
export function renderTop(
  rows: readonly TopLine[],
  by: TopBy,
  format: TableFormat,
  look: Look,
): string {
  switch (format) {
    case "text":
      return renderText(rows, by, look);
    case "json":
      return jsonDocument({ schema: "smtp-analyze/top/1", by, rows } satisfies TopDocument);
    case "jsonl":
      return rows.map((row) => jsonLine({ by, ...row })).join("");
    case "csv":
      return csvOf([
        [by, ...COLUMNS],
        ...rows.map((row) => [row.key, ...COLUMNS.map((column) => row[column])]),
      ]);
  }
}
