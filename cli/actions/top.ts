import {
  renderTop,
  type TopBy,
  topRows,
  topSenders,
  type UnreadRow,
  unreadLines,
} from "../../reports/index.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { Failure } from "../../src/domain/failure.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { columnsOf, hasColour, type Io } from "../io.ts";
import { type LensFlags, parseLens } from "../lens.ts";
import { print } from "../print.ts";
import { parseLimit } from "../rows.ts";
import { grouped } from "../summary.ts";

export type TopFlags = LensFlags & {
  readonly db: string;
  readonly by: TopBy;
  readonly limit: string;
  readonly provider?: string;
  readonly format: TableFormat;
};

/** Prints the biggest values of one key. */
export async function top(flags: TopFlags, io: Io): Promise<void> {
  const { from, until, codes } = parseLens(flags, io.now());
  const limit = parseLimit(flags.limit);
  const db = openReadOnly(flags.db);
  try {
    const provider = flags.provider?.toLowerCase();
    const asked = { from, until, codes, limit, provider };
    const { by } = flags;
    const rows = by === "sender-domain" ? topSenders(db, asked) : topRows(db, { ...asked, by });
    if (rows === null) {
      throw new Failure(
        "senders are counted for code 421 and for --all-throttling",
        "leave --codes away",
        2,
      );
    }
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
