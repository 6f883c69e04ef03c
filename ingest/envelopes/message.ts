import type { LogRecord, RawEntry, Writer } from "../../src/domain/log-record.ts";
import { type Outcome, SKIP, value } from "../../src/domain/outcome.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { hasEscape, withoutEscapes } from "./escapes.ts";
import { createEximDecoder, isEximLog, isEximStamp } from "./exim-main-log.ts";
import { createEximParts } from "./exim-parts.ts";
import type { EnvelopeOptions } from "./syslog.ts";
import { eximWriter } from "./writers.ts";

/** Looks at what a record says: it may hold another one, or stand for several. `before`: what the line before it gave. */
export type ReadMessage = (
  record: LogRecord,
  entry: RawEntry,
  reference: EpochMs,
  before: LogRecord | null,
) => Outcome<LogRecord>;

/** `1xUQpD-0001pH-0k `, `10HmaX-000000005vi-0000 `, before it maybe `[9847] `: a record of Exim's without its stamp → pid */
const EXIM_RECORD =
  /^(?:\[(\d{1,10})\] )?(?=[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4}) )/u;

/** `2026-11-20 15:48:07.948 +0000 `: a stamp of Exim's that names its zone */
const ZONED = /^.{19}(?:\.\d{1,6})? [+-]\d{4} /u;

/** `[ID 197553 mail.info] `: what Solaris puts before a message */
const SOLARIS_ID = /^\[ID \d{1,10} [a-z0-9]+\.[a-z]+\] /u;

/** `message repeated 3 times: [ connect to …]` (rsyslog) → how often; `]` is lost where the text was cut */
const REPEATED_TEXT = /^message repeated (\d{1,9}) times: \[ ?/u;

/** `last message repeated 3 times` (BSD's syslogd) → how often */
const REPEATED_LAST = /^last message repeated (\d{1,9}) times?$/u;

/** More copies than this in one line are made up. */
const MOST_REPEATS = 100_000;

/** Writers that turned out to be Exim, kept at a time. */
const MOST_TWINS = 1_000;

/** Two stamps of one moment differ by a delay, or by hours where one of them is read in the wrong zone. */
const DELAY_MS = 900_000;
const ZONES_MS = 26 * 3_600_000;

const HYPHEN = 0x2d;
const OPEN = 0x5b;
const LETTER_L = 0x6c;
const LETTER_M = 0x6d;

/** Whether a record says no more than it seems to, as nearly all do: a few looks at its message tell. */
export function isPlain({ message, writer }: LogRecord): boolean {
  if (isEximLog(writer)) return true;
  const first = message.charCodeAt(0);
  if (first === OPEN || message.charCodeAt(6) === HYPHEN) return false;
  if (first === LETTER_M && message.startsWith("message repeated ")) return false;
  if (first === LETTER_L && message.startsWith("last message repeated ")) return false;
  return writer.mta === "postfix" && !isEximStamp(message) && !hasEscape(message);
}

/** Whether Exim has written this, whatever tag stands before it. */
export function isEximMessage({ message, writer }: LogRecord): boolean {
  return writer.mta === "exim" || isEximStamp(message) || EXIM_RECORD.test(message);
}

/**
 * The message of a record decides whether Exim wrote it: Exim writes whole lines of its main log to syslog, cut into parts,
 * and cron passes on what it says. Repeats that syslog has counted are told apart from what was repeated.
 */
export function createMessageReader(options: EnvelopeOptions): ReadMessage {
  const joined = createEximParts(isEximMessage);
  const eximRecord = createEximReader(options);

  function body(record: LogRecord, entry: RawEntry, reference: EpochMs): Outcome<LogRecord> {
    const whole = joined({ ...record, message: record.message.replace(SOLARIS_ID, "") });
    if (whole.kind !== "value") return whole;
    const said = whole.value;
    return isEximMessage(said)
      ? eximRecord(said, entry, reference)
      : value({ ...said, message: withoutEscapes(said.message, " ") });
  }

  return (record, entry, reference, before) => {
    const { at, message } = record;
    const last = REPEATED_LAST.exec(message);
    if (last !== null) {
      if (before === null) return SKIP;
      return value({ ...before, at, repeats: timesOf(last[1]) });
    }
    const text = REPEATED_TEXT.exec(message);
    if (text === null) return body(record, entry, reference);
    const said = message.slice(text[0].length, message.endsWith("]") ? -1 : undefined);
    return body({ ...record, message: said, repeats: timesOf(text[1]) }, entry, reference);
  };
}

/** Reads what Exim wrote behind the header of another program: host and tag are that one's, time and process Exim's own. */
function createEximReader(
  options: EnvelopeOptions,
): (record: LogRecord, entry: RawEntry, reference: EpochMs) => Outcome<LogRecord> {
  const decode = createEximDecoder(options);
  const twins = new Map<Writer, Writer>();

  function twinOf(writer: Writer): Writer {
    if (writer.mta === "exim") return writer;
    const found = twins.get(writer);
    if (found !== undefined) return found;
    if (twins.size >= MOST_TWINS) twins.clear();
    const made = eximWriter(writer.logHost, writer.service);
    twins.set(writer, made);
    return made;
  }

  return (record, entry, reference) => {
    const writer = twinOf(record.writer);
    const message = withoutEscapes(record.message, "\\n");
    if (!isEximStamp(message)) {
      const [opening = "", pid] = EXIM_RECORD.exec(message) ?? [];
      const said = message.slice(opening.length);
      return value({
        ...record,
        writer,
        pid: pid === undefined ? record.pid : Number(pid),
        message: said,
      });
    }
    const inner = decode({ ...entry, text: message }, reference);
    if (inner.kind !== "value") return inner;
    const own = inner.value;
    const at = ZONED.test(message) ? own.at : likelierOf(own.at, record.at);
    return value({ ...record, ...own, writer, at, pid: own.pid ?? record.pid });
  };
}

/** The time that Exim wrote, unless it lies some zones away from the one outside: then the zone it is read in is not Exim's. */
function likelierOf(inner: EpochMs, outer: EpochMs): EpochMs {
  const apart = Math.abs(inner - outer);
  return apart > DELAY_MS && apart <= ZONES_MS ? outer : inner;
}

function timesOf(digits: string | undefined): number {
  return Math.min(Number(digits), MOST_REPEATS);
}
