import type { Writer } from "../../src/domain/log-record.ts";
import { createWriters } from "./writers.ts";

/** Who wrote a line, and where its message begins. `pid` is null where the envelope has none. */
export type Header = {
  readonly writer: Writer;
  readonly pid: number | null;
  readonly end: number;
};

/** Reads host, tag and pid at `start`, behind the stamp; null where none stand. */
export type HeaderReader = (text: string, start: number) => Header | null;

/** `mx1 postfix/smtp[2741]: `, `mx1 postfix/smtp: `, `postfix/smtp[2741]: ` → host, tag, pid */
const HEADER = /^(?:([^\s[\]]*[^\s:[\]]) )?([^\s:[\]]+)(?:\[(\d+)\])?: ?/u;

/** Headers compared before anything is cut: a log has few writers that matter. */
const FAMILIAR = 8;

/**
 * Headers of syslog lines. The same host and tag give the same writer object each time, and the usual ones are recognised by
 * comparing them in place.
 */
export function createHeaderReader(): HeaderReader {
  const writers = createWriters();
  const familiar: { readonly text: string; readonly writer: Writer }[] = [];

  function writerNamed(logHost: string, service: string): Writer {
    const writer = writers(logHost, service);
    if (familiar.length < FAMILIAR && familiar.every((known) => known.writer !== writer)) {
      familiar.push({ text: `${logHost}${logHost === "" ? "" : " "}${service}[`, writer });
    }
    return writer;
  }

  function familiarHeader(text: string, start: number): Header | null {
    for (const known of familiar) {
      if (!text.startsWith(known.text, start)) continue;
      const header = withPid(text, start + known.text.length, known.writer);
      if (header !== null) return header;
    }
    return null;
  }

  function anyHeader(text: string, start: number): Header | null {
    const fields = HEADER.exec(text.slice(start));
    if (fields === null) return null;
    const pid = fields[3] === undefined ? null : Number(fields[3]);
    return {
      writer: writerNamed(fields[1] ?? "", fields[2] ?? ""),
      pid,
      end: start + fields[0].length,
    };
  }

  return (text, start) => familiarHeader(text, start) ?? anyHeader(text, start);
}

/** Reads `2741]: ` at `start`. */
function withPid(text: string, start: number, writer: Writer): Header | null {
  let pid = 0;
  let at = start;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    pid = pid * 10 + digit;
  }
  return at > start && text.startsWith("]: ", at) ? { writer, pid, end: at + 3 } : null;
}
