import type { LogRecord } from "../../src/domain/log-record.ts";
import { issue, type Outcome, UNFINISHED } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import { type DecodeInner, referenceOf } from "./inner.ts";
import { createPieces } from "./pieces.ts";
import { createIsoStampReader } from "./stamp.ts";
import { courseOf, type EnvelopeOptions } from "./syslog.ts";
import { openZone } from "./zone.ts";

/** `stdout F Nov 20 15:45:46 vm …` after its time: Kubernetes CRI → stream, F(ull) or P(artial), text */
const CRI = /^(stdout|stderr) ([FP]) (.*)$/su;

/** `2026-11-20T15:45:46.789165123Z stdout F `: how the lines of Kubernetes' runtimes begin */
const CRI_LINE = /^\d{4}-\d\d-\d\dT\S{9,30} std(?:out|err) [FP] /u;

/** `smtp_1`, `mail-postfix-1`, `smtp.1.k3v9@node`: what compose and swarm call a container */
const CONTAINER = /^[\w.@-]{1,200}$/u;

/** `:Nov 20 `, `-2026-11-20T15:`, `:<22>`, `:{`: where a line begins behind the path and the number that grep puts before it */
const BEHIND_PATH =
  /[:-](?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d|\d{4}-\d\d-\d\d[T ]\d\d:|<\d{1,3}>|\{")/u;

/** Longest path that is looked behind. */
const PATH_LENGTH = 512;

const ESCAPE = "\u001b[";

/** Whether a shipper has put a whole line of the runtime's log into its record: fluent-bit does, where no parser is set. */
export function isCri(text: string): boolean {
  return CRI_LINE.test(text);
}

/**
 * Decodes lines that begin with a time and hold another line: Kubernetes CRI, whose parts are joined, and `docker logs -t`.
 * Anything else behind the time is no wrapper.
 */
export function createTimedDecoder(options: EnvelopeOptions, inner: DecodeInner): Decode {
  const iso = createIsoStampReader(openZone(options.zone), courseOf(options));
  const pieces = createPieces();
  return (entry, reference): Outcome<LogRecord> => {
    const stamp = iso(entry.text, reference);
    if (stamp === null) return issue("unknown-envelope", entry.text);
    if (stamp.at === null) return issue("impossible-time", entry.text);
    const held = entry.text.slice(stamp.end);
    const bound = referenceOf(stamp.at, reference);
    const cri = CRI.exec(held);
    if (cri === null) return inner({ ...entry, text: held }, bound, null);
    const text = pieces.join(cri[1] ?? "", cri[3] ?? "", cri[2] === "F", entry.line);
    return text === null ? UNFINISHED : inner({ ...entry, text }, bound, stamp.at);
  };
}

/** What follows the name that compose puts before a line, colour codes taken off; null where there is none. */
export function withoutContainer(text: string): string | null {
  const bar = text.indexOf("|");
  if (bar < 0 || bar > 256) return null;
  const name = withoutColours(text.slice(0, bar)).trimEnd();
  if (!CONTAINER.test(name)) return null;
  const held = withoutColours(text.slice(bar + 1));
  return held.startsWith(" ") ? held.slice(1) : held;
}

/** What follows `path:`, `path:lineno:`, `path-` or `path-lineno-`; null where no path stands before a stamp. */
export function withoutPath(text: string): string | null {
  if (text.startsWith("{")) return null;
  const at = text.slice(0, PATH_LENGTH).search(BEHIND_PATH);
  return at <= 0 || text.lastIndexOf(" ", at) >= 0 ? null : text.slice(at + 1);
}

/** The text without `ESC [ … m`, the colours of a terminal (ECMA-48 §8.3.117). */
function withoutColours(text: string): string {
  let at = text.indexOf(ESCAPE);
  if (at < 0) return text;
  let plain = "";
  let from = 0;
  while (at >= 0) {
    plain += text.slice(from, at);
    from = colourEndOf(text, at + ESCAPE.length);
    at = text.indexOf(ESCAPE, from);
  }
  return plain + text.slice(from);
}

/** Where digits and semicolons end that an `m` closes; other sequences lose only their introducer. */
function colourEndOf(text: string, start: number): number {
  let at = start;
  while (isParameter(text.charCodeAt(at))) at++;
  return text[at] === "m" ? at + 1 : start;
}

function isParameter(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x3b;
}
