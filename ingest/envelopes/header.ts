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

/** `<mail.info> mx1 …`, `<2.6> mx1 …`: what FreeBSD's `syslogd -v` puts before the host */
const BEFORE_HOST = /^<[a-z0-9]{1,10}\.[a-z0-9]{1,10}> /u;

/** `mx1 mail.info postfix/smtp[2741]: `, `loghost mx1 postfix/smtp[2741]: `: a facility (busybox) or a second host → both words */
const TWO_WORDS = /^(\S{1,255}) ([^\s/]{1,255}) (?:[^\s:[\]]+\/[^\s:[\]/]+|exim\d?)(?:\[\d+\])?: /u;

/** `stdout F `: what a container runtime puts before a line is no host */
const CONTAINER = /^std(?:out|err) [FP] /u;

/** `mail.info`: facility and severity, as busybox writes them behind the host */
const FACILITY = /^[a-z]+[0-7]?\.(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug)$/u;

/** `mx1: postfix/smtp[2741]: `: a host that a colon ends → host */
const COLON_HOST = /^([^\s[\]]{1,255}): (?:[^\s:[\]]+\/[^\s:[\]/]+|exim\d?)(?:\[\d+\])?: /u;

/** `mx1 last message repeated 3 times`: what BSD's syslogd says in its own name → host */
const REPEATED = /^(?:(\S{1,255}) )?(?=last message repeated \d)/u;

/** No header is longer than this. */
const LONGEST = 1024;

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
    const before = BEFORE_HOST.exec(text.slice(start, start + 32))?.[0].length ?? 0;
    return headerAt(text, start + before);
  }

  function headerAt(text: string, start: number): Header | null {
    const rest = text.slice(start, start + LONGEST);
    const fields = HEADER.exec(rest);
    if (fields === null) return wordyHeader(rest, start);
    const host = fields[1] === undefined ? COLON_HOST.exec(rest)?.[1] : undefined;
    if (host === undefined) return headerOf(fields, fields[1] ?? "", start);
    return taggedHeader(rest, start, host, `${host}: `.length);
  }

  /** A header whose tag stands behind `length` units of other words. */
  function taggedHeader(rest: string, start: number, host: string, length: number): Header | null {
    const tag = HEADER.exec(rest.slice(length));
    return tag && headerOf(tag, host, start + length);
  }

  /** A header with more words in it than host and tag, or with fewer. */
  function wordyHeader(rest: string, start: number): Header | null {
    const repeated = REPEATED.exec(rest);
    if (repeated !== null) {
      return { writer: writers(repeated[1] ?? "", ""), pid: null, end: start + repeated[0].length };
    }
    const words = CONTAINER.test(rest) ? null : TWO_WORDS.exec(rest);
    if (words === null) return null;
    const [, first = "", second = ""] = words;
    return taggedHeader(rest, start, hostOf(first, second), `${first} ${second} `.length);
  }

  function headerOf(fields: RegExpExecArray, host: string, start: number): Header {
    const pid = fields[3] === undefined ? null : Number(fields[3]);
    return { writer: writerNamed(host, fields[2] ?? ""), pid, end: start + fields[0].length };
  }

  return (text, start) => familiarHeader(text, start) ?? anyHeader(text, start);
}

/** The host among the words before a tag: of two hosts the one that stands nearer to it has written the line. */
function hostOf(first: string, second: string): string {
  return FACILITY.test(second) ? first : second;
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
