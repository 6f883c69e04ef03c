import type { Totals } from "../src/pipeline.ts";

/** The closing line of a run, and a second one where the first could be misread. */
export function closingLines(
  totals: Totals,
  seconds: number,
  path: string,
  isPipe = false,
): string {
  const { lines, understood, notUnderstood, repeated, throttled } = totals;
  const closing = [
    `${grouped(lines)} ${lines === 1 ? "line" : "lines"}`,
    `${grouped(understood)} understood`,
    `${grouped(notUnderstood)} not understood`,
    ...(repeated > 0 ? [`${grouped(repeated)} duplicates skipped`] : []),
    `${grouped(throttled)} × 421`,
    `${seconds.toFixed(1)} s`,
    path,
  ].join(" · ");
  return `${closing}\n${doubtOf(totals, isPipe)}${twiceLine(totals.twice)}`;
}

/** What counts twice must not look like a bad day. */
function twiceLine(twice: Totals["twice"]): string {
  if (twice === null) return "";
  const [first, second] = [printable(twice.first), printable(twice.second)];
  return `hint: ${second} holds lines of ${first} too, and what stands in both counts twice: read one of them, into a new database\n`;
}

/** Files named in the line about those that are no logs. */
const NAMED = 5;

/** What stood in a folder beside its logs; nothing where nothing did. */
export function skippedLine(skipped: readonly string[]): string {
  if (skipped.length === 0) return "";
  const rest = skipped.length - NAMED;
  const more = rest > 0 ? ` and ${grouped(rest)} more` : "";
  return `skipped, not logs: ${skipped.slice(0, NAMED).map(printable).join(", ")}${more}\n`;
}

/** A file may be called anything; a terminal must not be told so. */
function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "?");
}

/** A log that was not read must not look like a quiet day. */
function doubtOf(totals: Totals, isPipe: boolean): string {
  const { lines, understood, notUnderstood, repeated, firstAt } = totals;
  if (lines === 0 && repeated === 0 && isPipe)
    return "hint: nothing came through stdin; a log is read by its name: smtp-analyze ingest /var/log/mail.log\n";
  if (lines === 0) return "hint: nothing new to read\n";
  if (understood === 0 && notUnderstood > 0 && firstAt === null)
    return "hint: not one line begins like one of a log; is this the log of Postfix or Exim?\n";
  if (notUnderstood > 0) {
    return 'hint: see what was not understood: smtp-analyze sql "SELECT * FROM unread_sample"\n';
  }
  if (understood === 0)
    return "hint: not one line tells of outgoing mail; is this the log of Postfix or Exim?\n";
  return "";
}

/** `1838157` → `1,838,157`. The number formats of Intl would cost a short run a tenth of its time. */
export function grouped(count: number): string {
  const digits = String(count);
  const first = digits.length % 3;
  const groups = first === 0 ? [] : [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
  return groups.join(",");
}
