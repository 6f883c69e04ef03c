import { openDatabase } from "../../src/store/open.ts";
import { createOpenRepliesWriter, readOpenReplies } from "../../src/store/open-replies.ts";
import type { Delta } from "../../src/tally/cells.ts";
import { OpenReplies, type OpenRepliesState } from "../../src/tally/open-replies.ts";
import { freshTally } from "./tally.ts";
import { createReader, eventIn, type Reader } from "./walk.ts";

/** The sums of all cells. */
export type Counted = Record<(typeof MEASURES)[number], number>;

const MEASURES = [
  "recipients",
  "replies",
  "withheld",
  "shadowed",
  "delivered",
  "deferred",
  "bounced",
  "lost",
  "unreachable",
] as const;

/** Makes what reads the lines of one log. */
type Open = () => Reader;

/** Reads lines `HH:MM:SS tag: message` of one log host on one day. */
const openShort: Open = () => {
  const read = createReader();
  return (text) => read(`Nov 20 ${text.slice(0, 8)} mx1 ${text.slice(9)}`);
};

/** Counts lines `HH:MM:SS tag: message`; between two parts counting stops, is kept in a database and starts again. */
export function count(...parts: readonly (readonly string[])[]): Counted {
  return countIn(openShort, parts);
}

/** The same for lines of another form. */
export function countIn(open: Open, parts: readonly (readonly string[])[]): Counted {
  const sum = { ...NOTHING };
  let openReplies = new OpenReplies(1);
  for (const [place, lines] of parts.entries()) {
    if (place > 0) openReplies = new OpenReplies(1, reopened(openReplies.state()));
    addCells(sum, tallied(lines, openReplies, open));
  }
  return sum;
}

/** What is kept when counting stops behind these lines. */
export function keptOf(lines: readonly string[], open: Open = openShort): OpenRepliesState {
  const openReplies = new OpenReplies(1);
  tallied(lines, openReplies, open);
  return reopened(openReplies.state());
}

function tallied(lines: readonly string[], openReplies: OpenReplies, open: Open): Delta {
  const tally = freshTally(openReplies);
  const read = open();
  for (const text of lines) tally.add(eventIn(read, text));
  return tally.drain();
}

const kept = openDatabase(":memory:");
const keep = createOpenRepliesWriter(kept);

/** What a database gives back of what it was given to keep. */
function reopened(state: OpenRepliesState): OpenRepliesState {
  keep({ kind: "all", state });
  return readOpenReplies(kept);
}

/** Adds everything that cells count. */
function addCells(sum: Counted, { cells }: Delta): void {
  for (const cell of cells) {
    for (const counts of [cell, ...cell.deferrals]) addTo(sum, counts);
  }
}

function addTo(sum: Counted, counts: Partial<Counted>): void {
  for (const measure of MEASURES) sum[measure] += counts[measure] ?? 0;
}

export const MX1: string = "mx1.example.net[192.0.2.1]";
export const MX2: string = "mx2.example.net[192.0.2.2]";
export const BUSY = (peer: string): string =>
  `host ${peer} refused to talk to me: 421 4.3.2 All screening ports are busy`;
export const TSS = (peer: string): string =>
  `host ${peer} said: 421 4.7.0 [TSS04] deferred (in reply to MAIL FROM command)`;
export const RCPT = (peer: string, text: string): string =>
  `host ${peer} said: ${text} (in reply to RCPT TO command)`;
export const LOST = (peer: string): string => `lost connection with ${peer} while sending RCPT TO`;

export const line = (second: number, message: string, tag = "postfix/smtp[11]"): string =>
  `10:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")} ${tag}: ${message}`;
export const info = (second: number, reason: string): string => line(second, `4ABC1D: ${reason}`);
export const status = (second: number, to: string, reason: string, tag?: string): string =>
  line(
    second,
    `4ABC1D: to=<${to}@example.net>, relay=${MX2}:25, delay=1, delays=0/0/0/1, dsn=4.7.0, status=deferred (${reason})`,
    tag,
  );
export const sent = (second: number, to: string): string =>
  line(
    second,
    `4ABC1D: to=<${to}@example.net>, relay=${MX2}:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)`,
  );

export const NOTHING: Counted = {
  recipients: 0,
  replies: 0,
  withheld: 0,
  shadowed: 0,
  delivered: 0,
  deferred: 0,
  bounced: 0,
  lost: 0,
  unreachable: 0,
};
