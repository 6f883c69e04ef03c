import type { SourceRow } from "../model.ts";
import type { Check, DoctorAnswer } from "../model-doctor.ts";
import { notUnderstoodShare } from "../quality.ts";
import { epochOf, localTime } from "../render/local-time.ts";
import { bytes, count, duration, percent, plural } from "../render/numbers.ts";
import { THRESHOLDS } from "../statistics.ts";

/** What the checks look at: the answer without them. `now` is in epoch seconds. */
export type Findings = Omit<DoctorAnswer, "checks" | "state"> & { readonly now: number };

/** Clocks of two hosts differ by seconds; stamps further ahead than this come from a wrong clock or zone. */
const AHEAD = 300;

/** A write-ahead log is emptied at every commit; one of this many bytes is held by a reader that stays open. */
const LARGE_WAL = 268_435_456;

function ok(name: string, text: string): Check {
  return { name, state: "ok", text, next: null };
}

function coverage({ total, sources, sourcesOmitted, zone }: Findings): Check {
  if (total.firstAt === null || total.lastAt === null)
    return {
      name: "coverage",
      state: "wrong",
      text: "no stamped line was read",
      next: "read a log: smtp-analyze ingest /var/log/mail.log",
    };
  const time = localTime(zone);
  const names = plural(sources.length + sourcesOmitted, "source", "sources");
  const span = `${time.full(epochOf(total.firstAt))} – ${time.full(epochOf(total.lastAt))}`;
  return ok("coverage", `${names}, ${plural(total.lines, "line", "lines")}, ${span}`);
}

function age({ total, now, zone }: Findings): Check {
  const newest = total.lastAt === null ? null : epochOf(total.lastAt);
  if (newest === null) return ok("newest line", "none");
  if (now - newest < 3600) return ok("newest line", "up to date");
  return {
    name: "newest line",
    state: "note",
    text: `from ${localTime(zone).full(newest)}, ${duration(now - newest)} ago`,
    next: "fine for an archive; else see that ingest runs from cron, or that follow is running",
  };
}

function gaps({ gaps: found, gapsOmitted, zone }: Findings): Check {
  const [newest] = found;
  if (newest === undefined) return ok("gaps", "none");
  const time = localTime(zone);
  const from = time.minute(epochOf(newest.from));
  const until = time.minute(epochOf(newest.until));
  return {
    name: "gaps",
    state: "wrong",
    text: `${plural(found.length + gapsOmitted, "gap", "gaps")} in the log, the newest ${from} – ${until} (${newest.kind})`,
    next: "read the rotated logs of those times too: smtp-analyze ingest /var/log/mail.log.*; reading a file again adds nothing",
  };
}

function notUnderstood({ total, sources }: Findings): Check {
  const share = notUnderstoodShare(total);
  const text = `${count(total.notUnderstood)} of ${plural(total.understood + total.notUnderstood, "delivery line", "delivery lines")} not understood (${percent(share)})`;
  const isBad = (row: Omit<SourceRow, "source">) =>
    notUnderstoodShare(row) > THRESHOLDS.notUnderstoodShare;
  const bad = sources.filter(isBad).map(({ source }) => source);
  if (bad.length === 0 && !isBad(total)) return ok("formats", text);
  return {
    name: "formats",
    state: "wrong",
    text:
      bad.length === 0
        ? text
        : `${text}; more than ${percent(THRESHOLDS.notUnderstoodShare)} in ${bad.slice(0, 3).join(", ")}${bad.length > 3 ? ", …" : ""}`,
    next: 'see them: smtp-analyze sql "SELECT source, reason, sample FROM unread_sample"',
  };
}

function future({ sources, now, zone }: Findings): Check {
  const ahead = sources.flatMap(({ source, lastAt }) => {
    const at = lastAt === null ? 0 : epochOf(lastAt);
    return at > now + AHEAD ? [{ source, at }] : [];
  });
  const [first, ...others] = ahead.sort((a, b) => b.at - a.at);
  if (first === undefined) return ok("clock", "no stamp lies in the future");
  const more =
    others.length === 0 ? "" : `, and in ${plural(others.length, "source", "sources")} more`;
  return {
    name: "clock",
    state: "wrong",
    text: `${first.source} has stamps in the future, up to ${localTime(zone).full(first.at)}, ${duration(first.at - now)} ahead${more}`,
    next: "set the clock of that host or of this one (timedatectl); where stamps name no zone or year, read into a new database with --tz or --year",
  };
}

function jumps({ jumps: found, issues, zone }: Findings): Check {
  const [longest] = found;
  const impossible = issues.find(({ code }) => code === "impossible-time")?.lines ?? 0;
  if (longest === undefined && impossible === 0) return ok("time jumps", "none");
  const parts: string[] = [];
  if (longest !== undefined) {
    const time = localTime(zone);
    const from = time.full(epochOf(longest.from));
    const until = time.full(epochOf(longest.until));
    parts.push(`the stamps of ${longest.source} leap from ${from} to ${until}`);
    if (found.length > 1) parts.push(plural(found.length - 1, "more leap", "more leaps"));
  }
  if (impossible > 0)
    parts.push(plural(impossible, "line has", "lines have").concat(" a stamp that no clock shows"));
  return {
    name: "time jumps",
    state: "wrong",
    text: parts.join("; "),
    next: "look at that file around the leap; where the year was guessed wrong, read into a new database with --year",
  };
}

function database({ database: health }: Findings): Check {
  const { damage } = health;
  const what = `schema ${health.schemaVersion}, application id 0x${health.applicationId.toString(16)}`;
  if (damage === null) return ok("database", `${what}; --full checks every page`);
  if (damage.length === 0) return ok("database", `${what}, every page checked`);
  return {
    name: "database",
    state: "wrong",
    text: `the file is damaged: ${damage.slice(0, 3).join("; ")}`,
    next: "restore it from a backup, or move it away and read the logs again",
  };
}

function size({ database: health }: Findings): Check {
  const { bytes: all, free, walBytes } = health;
  const text = `${bytes(all)}, ${bytes(free)} of it free; write-ahead log ${bytes(walBytes)}`;
  if (walBytes < LARGE_WAL) return ok("size", text);
  return {
    name: "size",
    state: "note",
    text,
    next: "a reader holds the database open: end it, and the next commit empties the write-ahead log",
  };
}

function compaction({ database: { isCompact, tables } }: Findings): Check {
  if (isCompact) return ok("compaction", "old counts are kept by the hour and by the day");
  const saved = tables.reduce(
    (sum, { rows, compacted }) => sum + (compacted === null ? 0 : rows - compacted),
    0,
  );
  const known = tables.some(({ compacted }) => compacted !== null);
  return {
    name: "compaction",
    state: "note",
    text: known
      ? `compact would save ${plural(saved, "row", "rows")} of ${count(tables.reduce((sum, { rows }) => sum + rows, 0))}`
      : "counts older than 14 days are still kept by the minute; --full says how many rows compact would save",
    next: "smtp-analyze compact; no sum changes",
  };
}

/** Everything that was looked at, in the order it is told. */
export function checksOf(findings: Findings): readonly Check[] {
  return [coverage, age, gaps, notUnderstood, future, jumps, database, size, compaction].map(
    (check) => check(findings),
  );
}
