import {
  hasSenders,
  newestIn,
  renderTop,
  type TopBy,
  topRows,
  topSenders,
  type UnreadRow,
  unreadLines,
} from "../../reports/index.ts";
import { localTime } from "../../reports/render/local-time.ts";
import type { TableFormat } from "../../reports/render/table.ts";
import { Failure } from "../../src/domain/failure.ts";
import { reading } from "../../src/store/open.ts";
import { type Io, lookOf } from "../io.ts";
import { type LensFlags, parseLens } from "../lens.ts";
import { print } from "../print.ts";
import { providerAsked } from "../provider-asked.ts";
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
export function top(flags: TopFlags, io: Io): void {
  const { from, until, codes, zone } = parseLens(flags, io.now());
  const limit = parseLimit(flags.limit);
  const { by } = flags;
  const { provider: typed } = flags;
  const { rows, unread, newest, isUncounted } = reading(flags.db, (db) => {
    const provider = typed === undefined ? undefined : providerAsked(typed, db, io);
    const asked = { from, until, codes, limit, provider };
    return {
      rows: by === "sender-domain" ? topSenders(db, asked) : topRows(db, { ...asked, by }),
      unread: unreadLines(db, { from, until }),
      newest: newestIn(db),
      isUncounted: by === "sender-domain" && !hasSenders(db),
    };
  });
  if (rows === null) {
    throw new Failure(
      "senders are counted for code 421 and for --all-throttling",
      "leave --codes away",
      2,
    );
  }
  print(renderTop(rows, by, flags.format, lookOf(io)), flags.format, io);
  io.stderr.write(doubtOf(unread));
  if (isUncounted) io.stderr.write(UNCOUNTED);
  if (rows.length === 0 && newest !== null && from !== null && newest < from)
    io.stderr.write(staleLine(newest, zone));
}

const UNCOUNTED =
  "hint: senders were not counted; read logs with --senders: smtp-analyze ingest --senders /var/log/mail.log\n";

/** An empty table must not look like a quiet day. */
function staleLine(newest: number, zone: string): string {
  return `hint: nothing was read in this window: the newest line is from ${localTime(zone).full(newest)}\n`;
}

/** A table that leaves lines out must say so. */
function doubtOf({ not_understood: lines, understood }: UnreadRow): string {
  if (lines === 0) return "";
  const share = ((100 * lines) / (lines + understood)).toFixed(2);
  return `${grouped(lines)} lines about delivery were not understood (${share} %): smtp-analyze sql "SELECT * FROM unread_sample"\n`;
}
