import { renderTop, type TopFormat, type TopKey, topRows } from "../../reports/index.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { columnsOf, hasColour, type Io } from "../io.ts";
import { type LensFlags, parseLens } from "../lens.ts";
import { parseLimit } from "../rows.ts";

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
    io.stdout.write(renderTop(rows, flags.by, flags.format, look));
  } finally {
    db.close();
  }
}
