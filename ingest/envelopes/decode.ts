import type { LogRecord, RawEntry } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP } from "../../src/domain/outcome.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createTimedDecoder, withoutContainer, withoutPath } from "./containers.ts";
import { createCutTagDecoder } from "./cut-tag.ts";
import { createEximDecoder, isEximStamp } from "./exim-main-log.ts";
import { type DecodeInner, isUnknown, NOBODY } from "./inner.ts";
import { createJournalTextDecoder, isJournalText } from "./journal-text.ts";
import { createJsonDecoder } from "./json-record.ts";
import { createRfc5424Decoder, isRfc5424 } from "./rfc5424.ts";
import { createSyslogDecoder, type Decode, type EnvelopeOptions } from "./syslog.ts";

/** `123 ` before `<22>1 …`: the octet count of RFC 6587 §3.4.1 */
const OCTET_COUNT = /^\d{1,7} (?=<\d{1,3}>)/u;

/** `421-4.7.0 …`: a remote host wrote this line, through Exim, and what it holds is never a record. */
const REPLY_LINE = /^\d{3}[ -]/u;

const BLANK = 0x20;
const LETTER_T = 0x54;
const BRACE = 0x7b;

/**
 * Decodes every envelope we know, line by line, so one file may mix them (formats A.1). The usual line, `Nov 20 10:15:07 …`
 * or `2026-11-20T10:15:07…`, is told by one unit of its stamp and costs nothing more.
 */
export function createDecoder(options: EnvelopeOptions): Decode {
  const syslog = createSyslogDecoder(options);
  const exim = createEximDecoder(options);
  const stamped = createStampedDecoder(options, syslog, exim);
  const json = createJsonDecoder(options, stamped);

  const held: DecodeInner = (entry, reference, at) => {
    if (entry.text.charCodeAt(0) === BRACE) {
      const outcome = json(entry, reference, at);
      if (at === null || !isUnknown(outcome)) return outcome;
    }
    const outcome = stamped(entry, reference);
    return at === null || !isUnknown(outcome) ? outcome : bareRecord(entry, at);
  };

  const timed = createTimedDecoder(options, held);
  const unwrapped = createUnwrapper(held, timed);

  let isBehindExim = false;

  /** A line behind one of Exim's may go on with a reply that a remote host wrote: it is never unwrapped. */
  function unusual(entry: RawEntry, reference: EpochMs): Outcome<LogRecord> {
    const bare = bareOf(entry);
    if (isEximStamp(bare.text)) {
      isBehindExim = true;
      return exim(bare, reference);
    }
    if (isBehindExim && bare.text.charCodeAt(0) !== BRACE) return exim(bare, reference);
    return bare.text === "" ? SKIP : unwrapped(bare, reference);
  }

  return (entry, reference) => {
    const { text } = entry;
    if (text.charCodeAt(6) === BLANK || text.charCodeAt(10) === LETTER_T) {
      const outcome = syslog(entry, reference);
      if (!isUnknown(outcome)) {
        isBehindExim = false;
        return outcome;
      }
    }
    return unusual(entry, reference);
  };
}

/** What a line without envelope says is said at the time of its wrapper, by we do not know whom. */
function bareRecord({ text }: RawEntry, at: EpochMs): Outcome<LogRecord> {
  return { kind: "value", value: { at, writer: NOBODY, pid: null, message: text } };
}

/** Lines with a stamp of their own, in every shape but JSON and wrappers. */
function createStampedDecoder(options: EnvelopeOptions, syslog: Decode, exim: Decode): Decode {
  const rfc5424 = createRfc5424Decoder(options);
  const journal = createJournalTextDecoder(syslog);
  const cutTag = createCutTagDecoder(options);
  return (entry, reference) => {
    const text = entry.text.replace(OCTET_COUNT, "");
    const framed = text === entry.text ? entry : { ...entry, text };
    if (isEximStamp(text)) return exim(framed, reference);
    if (isRfc5424(text)) return rfc5424(framed, reference);
    if (isJournalText(text)) return journal(framed, reference);
    const outcome = syslog(framed, reference);
    if (!isUnknown(outcome)) return outcome;
    const forwarded = cutTag(framed, reference);
    return isUnknown(forwarded) ? outcome : forwarded;
  };
}

/** Tries what a line is as it stands, then what it holds behind a time, a container's name or a path. */
function createUnwrapper(held: DecodeInner, timed: Decode): Decode {
  const unnamed: Decode = (entry, reference) => {
    const outcome = held(entry, reference, null);
    if (!isUnknown(outcome)) return outcome;
    const wrapped = timed(entry, reference);
    return isUnknown(wrapped) ? outcome : wrapped;
  };
  return (entry, reference) => {
    const outcome = unnamed(entry, reference);
    if (!isUnknown(outcome) || REPLY_LINE.test(entry.text)) return outcome;
    const text = withoutContainer(entry.text) ?? withoutPath(entry.text);
    if (text === null) return outcome;
    const wrapped = unnamed({ ...entry, text }, reference);
    return isUnknown(wrapped) ? issue("unknown-envelope", entry.text) : wrapped;
  };
}

/** The entry without byte order mark and carriage return. */
function bareOf(entry: RawEntry): RawEntry {
  const { text } = entry;
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = text.charCodeAt(text.length - 1) === 0x0d ? text.length - 1 : text.length;
  return start === 0 && end === text.length ? entry : { ...entry, text: text.slice(start, end) };
}
