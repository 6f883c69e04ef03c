import type { LogRecord } from "../../src/domain/log-record.ts";
import { issue, type Outcome, value } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import { createIsoStampReader } from "./stamp.ts";
import { courseOf, type EnvelopeOptions } from "./syslog.ts";
import { createWriters } from "./writers.ts";
import { openZone } from "./zone.ts";

/** `<22>1 ` before `2026-11-20T15:45:46.789165+00:00 …`: the priority and the version of RFC 5424 §6.2 */
const VERSION = /^<\d{1,3}>1 /u;

/** `vm postfix/smtp 5879 - ` → host, APP-NAME, PROCID, MSGID; `-` stands for nothing */
const NAMES = /^(\S{1,255}) (\S{1,128}) (\S{1,128}) \S{1,64} /u;

const DIGITS = /^\d{1,10}$/u;

const BLANK = 0x20;
const QUOTE = 0x22;
const HYPHEN = 0x2d;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const MARK = 0xfeff;

/** Whether a line begins like RFC 5424, which no line of RFC 3164 does. */
export function isRfc5424(text: string): boolean {
  return VERSION.test(text);
}

/**
 * Decodes RFC 5424 lines. Where rsyslog has cut APP-NAME at the slash of `postfix/smtp`, the service is what is left and no
 * daemon can be told.
 */
export function createRfc5424Decoder(options: EnvelopeOptions): Decode {
  const iso = createIsoStampReader(openZone(options.zone), courseOf(options));
  const writers = createWriters();
  return (entry, reference): Outcome<LogRecord> => {
    const { text } = entry;
    const start = VERSION.exec(text)?.[0].length ?? -1;
    const stamp = start < 0 ? null : iso(text.slice(start), reference);
    const said = stamp === null ? null : parseSaid(text.slice(start + stamp.end));
    if (stamp === null || said === null) return issue("unknown-envelope", text);
    if (stamp.at === null) return issue("impossible-time", text);
    const { host, service, pid, message } = said;
    return value({ at: stamp.at, writer: writers(host, service), pid, message });
  };
}

type Said = {
  readonly host: string;
  readonly service: string;
  readonly pid: number | null;
  readonly message: string;
};

function parseSaid(text: string): Said | null {
  const names = NAMES.exec(text);
  if (names === null) return null;
  const end = structuredEndOf(text, names[0].length);
  if (end < 0) return null;
  const procId = named(names[3]);
  return {
    host: named(names[1]),
    service: named(names[2]),
    pid: DIGITS.test(procId) ? Number(procId) : null,
    message: text.slice(bodyStartOf(text, end)),
  };
}

/** The field, or nothing where RFC 5424 §6 writes its NILVALUE. */
function named(field: string | undefined): string {
  return field === undefined || field === "-" ? "" : field;
}

/** Where STRUCTURED-DATA (RFC 5424 §6.3) ends, or -1 where it does not: a cut line says nothing. */
function structuredEndOf(text: string, start: number): number {
  if (text.charCodeAt(start) === HYPHEN) return start + 1;
  let at = start;
  while (text.charCodeAt(at) === OPEN) {
    at = elementEndOf(text, at + 1);
    if (at < 0) return -1;
  }
  return at > start ? at : -1;
}

/** Where `id name="value"]` ends. Inside a value a backslash protects a quote, a bracket and itself. */
function elementEndOf(text: string, start: number): number {
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isQuoted && unit === BACKSLASH) at++;
    else if (unit === QUOTE) isQuoted = !isQuoted;
    else if (unit === CLOSE && !isQuoted) return at + 1;
  }
  return -1;
}

/** The message begins after a blank, a second one that rsyslog takes over from RFC 3164, and a byte order mark. */
function bodyStartOf(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) === BLANK) at++;
  return text.charCodeAt(at) === MARK ? at + 1 : at;
}
