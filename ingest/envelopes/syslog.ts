import type { Writer } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP, value } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createHeaderReader } from "./header.ts";
import { createBsdStampReader, createIsoStampReader, type Stamp } from "./stamp.ts";
import { type Course, openZone } from "./zone.ts";

/**
 * `zone`: of stamps that name none, null for this machine's. `year`: the one in which a log begins whose stamps name none,
 * null to infer it. `course`: how far the log has come, where somebody moves it. `eximLog`: who wrote the lines that are bare Exim.
 */
export type EnvelopeOptions = {
  readonly zone: string | null;
  readonly year: number | null;
  readonly course?: Course;
  readonly eximLog?: Writer;
};

/** The course that all readers of one log share. */
export function courseOf({ course }: EnvelopeOptions): Course {
  return course ?? { at: null };
}

/** `<22>` at the start of a line: the priority of RFC 3164 §4.1.1 */
export const PRIORITY: RegExp = /^<\d{1,3}>/u;

/** Decodes syslog lines as daemons write them to files: RFC 3164 or ISO 8601 stamp, host, tag, message. */
export function createSyslogDecoder(options: EnvelopeOptions): Decode {
  const zone = openZone(options.zone);
  const bsd = createBsdStampReader(zone, options.year, courseOf(options));
  const iso = createIsoStampReader(zone, courseOf(options));
  const headers = createHeaderReader();

  function stampOf(text: string, reference: EpochMs): Stamp | null {
    return text.charCodeAt(0) <= 0x39 ? iso(text, reference) : bsd(text, reference);
  }

  return (entry, reference) => {
    const text = bareOf(entry.text);
    if (text === "") return SKIP;
    const stamp = stampOf(text, reference);
    if (stamp === null) return unreadable(text);
    if (stamp.at === null) return issue("impossible-time", text);
    const header = headers(text, stamp.end);
    if (header === null) return unreadable(text);
    const { writer, pid, end } = header;
    return value({ at: stamp.at, writer, pid, message: text.slice(end) });
  };
}

/** A crash leaves NUL bytes in a log; anything else without an envelope is a format that is not ours. */
function unreadable(text: string): Outcome<never> {
  return issue(text.includes("\0") ? "binary-line" : "unknown-envelope", text);
}

/** The line without byte order mark, priority and carriage return. */
function bareOf(text: string): string {
  const first = text.charCodeAt(0);
  const start = first === 0xfeff ? 1 : first === 0x3c ? (PRIORITY.exec(text)?.[0].length ?? 0) : 0;
  const end = text.charCodeAt(text.length - 1) === 0x0d ? text.length - 1 : text.length;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
