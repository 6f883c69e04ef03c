import type { LogRecord } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";

/** `Fri 2026-11-20 16:50:48 CET `: journalctl's short-full → date, time, zone */
const FULL =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) ([A-Za-z0-9+:-]{1,8}) /u;

/** `1795189848.899852 `: journalctl's short-unix → seconds and three digits of the fraction */
const UNIX = /^(\d{10})\.(\d{3})\d{0,6} /u;

/** Whether a line begins with a day of the week and a date, or with seconds since 1970, or is one of journalctl's remarks. */
export function isJournalText(text: string): boolean {
  return isRemark(text) || FULL.test(text) || UNIX.test(text);
}

/** `-- Boot 1f6e… --`, `-- Journal begins at … --`, `-- No entries --`; grep, too, separates its groups by `--`. */
function isRemark(text: string): boolean {
  return text.startsWith("--") && (text.length === 2 || text.charCodeAt(2) === 0x20);
}

/**
 * Decodes what `journalctl` prints with `-o short-full` and `-o short-unix`, by giving the line the ISO stamp that `syslog`
 * reads. The abbreviation of a zone is no offset (CST is three of them), so all but UTC are read in the zone of the options.
 */
export function createJournalTextDecoder(syslog: Decode): Decode {
  return (entry, reference): Outcome<LogRecord> => {
    const { text } = entry;
    if (isRemark(text)) return SKIP;
    const full = FULL.exec(text);
    const stamp = full === null ? unixStampOf(text) : fullStampOf(full);
    if (stamp === null) return issue("unknown-envelope", text);
    const rest = text.slice(stamp.end);
    return syslog({ ...entry, text: `${stamp.iso} ${rest}` }, reference);
  };
}

type IsoStamp = { readonly iso: string; readonly end: number };

function fullStampOf(fields: RegExpExecArray): IsoStamp {
  const zone = fields[3] === "UTC" ? "Z" : "";
  return { iso: `${fields[1]}T${fields[2]}${zone}`, end: fields[0].length };
}

function unixStampOf(text: string): IsoStamp | null {
  const fields = UNIX.exec(text);
  if (fields === null) return null;
  const at = new Date(Number(fields[1]) * 1000 + Number(fields[2]));
  return { iso: at.toISOString(), end: fields[0].length };
}
