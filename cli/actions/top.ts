import {
  renderTop,
  type TopFormat,
  type TopKey,
  topRows,
  type UnreadRow,
  unreadLines,
} from "../../reports/index.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { columnsOf, hasColour, type Io } from "../io.ts";
import { type LensFlags, parseLens } from "../lens.ts";
import { print } from "../print.ts";
import { parseLimit } from "../rows.ts";
import { grouped } from "../summary.ts";

export type TopFlags = LensFlags & {
  readonly db: string;
  readonly by: TopKey;
  readonly limit: string;
  readonly format: TopFormat;
};

/** Prints the biggest values of one key. */
export async function top(flags: TopFlags, io: Io): Promise<void> {
  const { from, until, codes } = parseLens(flags, io.now());
  const limit = parseLimit(flags.limit);
  const db = openReadOnly(flags.db);
  try {
    const rows = topRows(db, { by: flags.by, from, until, codes, limit });
    const look = { columns: columnsOf(io.stdout), colour: hasColour(io, io.stdout) };
    print(renderTop(rows, flags.by, flags.format, look), flags.format, io);
    io.stderr.write(doubtOf(unreadLines(db, { from, until })));
  } finally {
    db.close();
  }
}

/** A table that leaves lines out must say so. */
function doubtOf({ not_understood: lines, understood }: UnreadRow): string {
  if (lines === 0) return "";
  const share = ((100 * lines) / (lines + understood)).toFixed(2);
  return `${grouped(lines)} lines about delivery were not understood (${share} %): smtp-analyze sql "SELECT * FROM unread_sample"\n`;
}
