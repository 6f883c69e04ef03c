import type { LogRecord, RawEntry, Writer } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP, value } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { plainTextOf } from "./plain-text.ts";
import { millisOf } from "./stamp.ts";
import { courseOf, type EnvelopeOptions } from "./syslog.ts";
import { eximWriter } from "./writers.ts";
import { type Course, openZone, type Reading, type Zone } from "./zone.ts";

/** Exim's main log names neither host nor program: one writer stands for all its lines. */
const MAIN_LOG: Writer = eximWriter("", "exim");

/** Its reject log repeats lines of the main log: what it tells is kept apart, so that who counts can tell them. */
const REJECT_LOG: Writer = eximWriter("", "rejectlog");

/**
 * Who wrote the lines that stand in this file as Exim itself writes them. `/var/log/exim4/rejectlog.1`, `exim_rejectlog-20261120.gz`:
 * Exim puts `reject` into the name, wherever the log lies (`log_file_path`).
 */
export function eximLogOf(name: string): Writer {
  const file = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return file.includes("reject") ? REJECT_LOG : MAIN_LOG;
}

/** Whether a line stood in a log of Exim's own, without anything around it. */
export function isEximLog(writer: Writer): boolean {
  return writer === MAIN_LOG || writer === REJECT_LOG;
}

/** `2026-11-20 15:46:55`: how every line begins (tod.c, tod_log). */
const STAMP_LENGTH = 19;

/** Up to the tens of minutes: no zone changes its offset within them. */
const TEN_MINUTES = "2026-11-20 15:4".length;

/** `.174 +0000 [8907] ` → milliseconds, zone, pid: what selectors put behind the seconds */
const REST = /^(?:\.(\d{1,6}))?(?: ([+-])(\d\d)(\d\d))?(?: \[(\d{1,10})\])? /u;

const DIGIT_PLACES: readonly number[] = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];

/** Whether a line begins with the stamp of Exim's main log: `2026-11-20 15:46:55`. */
export function isEximStamp(text: string): boolean {
  if (text.charCodeAt(10) !== 0x20 || text.charCodeAt(16) !== 0x3a) return false;
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return false;
  if (text.charCodeAt(13) !== 0x3a) return false;
  const next = text.charCodeAt(STAMP_LENGTH);
  if (next !== 0x20 && next !== 0x2e) return false;
  for (const place of DIGIT_PLACES) if (digitAt(text, place) > 9) return false;
  return true;
}

/**
 * Decodes Exim's main log. A line without a stamp right behind one of Exim's goes on it: Exim writes a newline that the remote
 * host sent to EHLO as it is.
 */
export function createEximDecoder(options: EnvelopeOptions): Decode {
  const instantOf = createClock(openZone(options.zone), courseOf(options));
  const writer = options.eximLog ?? MAIN_LOG;
  let lastLine = -2;

  return (entry) => {
    const text = plainTextOf(entry.text);
    if (text === "") return SKIP;
    if (!isEximStamp(text)) return continuation(text, entry);
    lastLine = entry.line;
    return isPlainStamp(text) ? plain(text) : selected(text);
  };

  /** Nothing but a blank behind the seconds, as the log is written unless its selectors say otherwise. */
  function plain(text: string): Outcome<LogRecord> {
    const second = secondOf(text);
    const start = second > 60 ? null : instantOf(text, null);
    if (start === null) return issue("impossible-time", text);
    const at = start + second * 1000;
    const message = text.slice(STAMP_LENGTH + 1);
    return value({ at, writer, pid: null, message });
  }

  function selected(text: string): Outcome<LogRecord> {
    const rest = REST.exec(text.slice(STAMP_LENGTH, STAMP_LENGTH + 32));
    if (rest === null) return issue("unknown-envelope", text);
    const second = secondOf(text);
    const start = second > 60 ? null : instantOf(text, offsetOf(rest));
    if (start === null) return issue("impossible-time", text);
    return value({
      at: start + second * 1000 + millisOf(rest[1]),
      writer,
      pid: rest[5] === undefined ? null : Number(rest[5]),
      message: text.slice(STAMP_LENGTH + rest[0].length),
    });
  }

  function continuation(text: string, entry: RawEntry): Outcome<never> {
    if (entry.line === lastLine + 1) {
      lastLine = entry.line;
      return SKIP;
    }
    return issue(text.includes("\0") ? "binary-line" : "unknown-envelope", text);
  }
}

/** The instant of the minute that a stamp names; null where no calendar has it. `offset` in minutes, null for the zone of the log. */
type Clock = (text: string, offset: number | null) => EpochMs | null;

/** Works out each ten minutes of log once, but in the hour that comes twice. */
function createClock(zone: Zone, course: Course): Clock {
  const utc = openZone("UTC");
  let prefix = "";
  let local: EpochMs | null = null;
  let universal: EpochMs | null = null;

  function learn(text: string): void {
    const wall = {
      year: Number(text.slice(0, 4)),
      month: Number(text.slice(5, 7)) - 1,
      day: Number(text.slice(8, 10)),
      hour: Number(text.slice(11, 13)),
      minute: digitAt(text, 14) * 10 + digitAt(text, 15),
    };
    const reading = zone(wall, course.at);
    prefix = reading?.isTwice === true ? "" : text.slice(0, TEN_MINUTES);
    local = startOf(reading, text);
    universal = startOf(utc(wall, null), text);
  }

  function startOf(reading: Reading | null, text: string): EpochMs | null {
    return reading && reading.at - digitAt(text, 15) * 60_000;
  }

  return (text, offset) => {
    if (prefix === "" || !text.startsWith(prefix)) learn(text);
    const base = offset === null ? local : universal;
    if (base === null) return null;
    return base + (digitAt(text, 15) - (offset ?? 0)) * 60_000;
  };
}

/** `+0130` → 90 */
function offsetOf(rest: RegExpExecArray): number | null {
  if (rest[2] === undefined) return null;
  const minutes = Number(rest[3]) * 60 + Number(rest[4]);
  return rest[2] === "-" ? -minutes : minutes;
}

function secondOf(text: string): number {
  return digitAt(text, 17) * 10 + digitAt(text, 18);
}

/** Whether neither parts of a second nor a zone nor a process stands behind the stamp. */
function isPlainStamp(text: string): boolean {
  if (text.charCodeAt(STAMP_LENGTH) !== 0x20) return false;
  const next = text.charCodeAt(STAMP_LENGTH + 1);
  return next !== 0x2b && next !== 0x2d && next !== 0x5b;
}

/** The digit at a place; something above 9 where none stands. */
function digitAt(text: string, place: number): number {
  const digit = text.charCodeAt(place) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : 10;
}
