import type { LogRecord, RawEntry, Writer } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP } from "../../src/domain/outcome.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createBsdStampReader, createIsoStampReader, type Stamp } from "./stamp.ts";
import { openZone } from "./zone.ts";

/** Takes the envelope off an entry. `reference` settles the year of stamps that name none. */
export type Decode = (entry: RawEntry, reference: EpochMs) => Outcome<LogRecord>;

/** `zone`: of stamps that name none, null for this machine's. `year`: of stamps that name none, null to infer it. */
export type EnvelopeOptions = { readonly zone: string | null; readonly year: number | null };

/** `<22>` at the start of a line: the priority of RFC 3164 §4.1.1 */
const PRIORITY = /^<\d{1,3}>/u;

/** `mx1 postfix/smtp[2741]: `, `mx1 postfix/smtp: `, `postfix/smtp[2741]: ` → host, tag, pid */
const HEADER = /^(?:([^\s[\]]*[^\s:[\]]) )?([^\s:[\]]+)(?:\[(\d+)\])?: ?/u;

/** Decodes syslog lines as daemons write them to files: RFC 3164 or ISO 8601 stamp, host, tag, message. */
export function createSyslogDecoder(options: EnvelopeOptions): Decode {
  const zone = openZone(options.zone);
  const bsd = createBsdStampReader(zone, options.year);
  const iso = createIsoStampReader(zone);
  const writers = createWriters();

  function stampOf(text: string, reference: EpochMs): Stamp | null {
    return text.charCodeAt(0) <= 0x39 ? iso(text, reference) : bsd(text, reference);
  }

  return (entry, reference) => {
    if (entry.text.includes("\0")) return issue("binary-line", entry.text);
    const text = bareOf(entry.text);
    if (text === "") return SKIP;
    const stamp = stampOf(text, reference);
    if (stamp === null) return issue("unknown-envelope", text);
    if (stamp.at === null) return issue("impossible-time", text);
    const header = headerOf(text, stamp.end, writers);
    if (header === null) return issue("unknown-envelope", text);
    return {
      kind: "value",
      value: {
        at: stamp.at,
        writer: header.writer,
        pid: header.pid,
        message: text.slice(header.end),
      },
    };
  };
}

/** The line without byte order mark, priority and carriage return. */
function bareOf(text: string): string {
  const first = text.charCodeAt(0);
  const start = first === 0xfeff ? 1 : first === 0x3c ? (PRIORITY.exec(text)?.[0].length ?? 0) : 0;
  const end = text.charCodeAt(text.length - 1) === 0x0d ? text.length - 1 : text.length;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

type Header = { readonly writer: Writer; readonly pid: number | null; readonly end: number };

/** Reads `mx1 postfix/smtp[2741]: `. The usual form is cut by hand; any other goes through HEADER. */
function headerOf(text: string, start: number, writers: Writers): Header | null {
  const bracket = text.indexOf("[", start);
  const close = bracket + 1 + digitsAt(text, bracket + 1);
  if (bracket > 0 && close > bracket + 1 && text.startsWith("]: ", close)) {
    const writer = writers(text.slice(start, bracket));
    if (writer !== null) {
      return { writer, pid: Number(text.slice(bracket + 1, close)), end: close + 3 };
    }
  }
  const fields = HEADER.exec(text.slice(start));
  const writer = fields === null ? null : writers(`${fields[1] ?? ""} ${fields[2] ?? ""}`);
  if (fields === null || writer === null) return null;
  const pid = fields[3] === undefined ? null : Number(fields[3]);
  return { writer, pid, end: start + fields[0].length };
}

function digitsAt(text: string, start: number): number {
  let at = start;
  while (at < text.length && isDigit(text.charCodeAt(at))) at++;
  return at - start;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

type Writers = (hostAndTag: string) => Writer | null;

/** `mx1 postfix/smtp` → its writer, the same object each time; null when it is not a host and a tag. */
function createWriters(): Writers {
  const known = new Map<string, Writer | null>();
  return (hostAndTag) => {
    const found = known.get(hostAndTag);
    if (found !== undefined) return found;
    if (known.size >= 10_000) known.clear();
    const writer = writerOf(hostAndTag);
    known.set(hostAndTag, writer);
    return writer;
  };
}

function writerOf(hostAndTag: string): Writer | null {
  const blank = hostAndTag.indexOf(" ");
  const logHost = hostAndTag.slice(0, Math.max(blank, 0));
  const service = hostAndTag.slice(blank + 1);
  if (service === "" || service.includes(" ") || service.includes(":") || logHost.endsWith(":")) {
    return null;
  }
  const slash = service.lastIndexOf("/");
  return {
    mta: "postfix",
    logHost,
    service,
    instance: service.slice(0, Math.max(slash, 0)),
    daemon: service.slice(slash + 1),
  };
}
