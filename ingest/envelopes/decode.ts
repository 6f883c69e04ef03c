import type { Source } from "../../src/domain/batch.ts";
import type { LogRecord, RawEntry } from "../../src/domain/log-record.ts";
import { issue, type Outcome, SKIP } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createBareReader, isBareMessage } from "./bare.ts";
import { createTimedDecoder, isCri, withoutContainer, withoutPath } from "./containers.ts";
import { createCutTagDecoder } from "./cut-tag.ts";
import { createEximDecoder, eximLogOf, isEximStamp } from "./exim-main-log.ts";
import { type DecodeInner, isUnknown } from "./inner.ts";
import { createJournalTextDecoder, isJournalText } from "./journal-text.ts";
import { createJsonDecoder } from "./json-record.ts";
import { createMessageReader, isPlain } from "./message.ts";
import { plainTextOf } from "./plain-text.ts";
import { createRfc5424Decoder, isRfc5424 } from "./rfc5424.ts";
import { courseOf, createSyslogDecoder, type EnvelopeOptions } from "./syslog.ts";
import { openZone } from "./zone.ts";

/** `123 ` before `<22>1 …`: the octet count of RFC 6587 §3.4.1 */
const OCTET_COUNT = /^\d{1,7} (?=<\d{1,3}>)/u;

/** `421-4.7.0 …`: a remote host wrote this line, through Exim, and what it holds is never a record. */
const REPLY_LINE = /^\d{3}[ -]/u;

/** The same, or the rest of a header that the reject log quotes: behind a line of Exim's it goes on with that. */
const REMOTE_LINE = /^(?:\d{3}[ -]|[ \t])/u;

/** `Nov 20 10:15:07 loghost ` before `Nov 20 10:15:06 mx1 …`: a relay has put its own header before the one it was sent */
const RELAYED =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,24}) \S{1,255} (?=[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\dT\d\d:)/u;

const BLANK = 0x20;
const LETTER_T = 0x54;
const BRACE = 0x7b;

/** Logs whose decoders are kept at a time. */
const MOST = 64;

/**
 * Hands out a decoder per source, because what a line means may hang on those before it: the parts of a record, the hour that
 * comes twice, the year. A source that an earlier run has read goes on at its time.
 */
export function createDecoders(options: EnvelopeOptions): (source: Source) => Decode {
  const open = new Map<string, Decode>();
  openZone(options.zone);
  return ({ fingerprint, name, lastAt = null }) => {
    const found = open.get(fingerprint);
    if (found !== undefined) return found;
    if (open.size >= MOST) open.clear();
    const course = { at: lastAt };
    const made = createDecoder({ ...options, course, eximLog: eximLogOf(name) });
    open.set(fingerprint, made);
    return made;
  };
}

/** Decodes the lines of one log: takes off every envelope, then looks at what the message itself holds. */
export function createDecoder(options: EnvelopeOptions): Decode {
  const course = courseOf(options);
  const shared = { ...options, course };
  const unwrap = createUnwrapping(shared);
  const read = createMessageReader(shared);
  let last: LogRecord | null = null;
  let lastLine = -2;
  return (entry, reference) => {
    const wrapped = unwrap(entry, reference);
    if (wrapped.kind !== "value") return wrapped;
    const before = lastLine === entry.line - 1 ? last : null;
    const outcome = isPlain(wrapped.value)
      ? wrapped
      : read(wrapped.value, entry, reference, before);
    if (outcome.kind !== "value") return outcome;
    last = outcome.value;
    lastLine = entry.line;
    course.at = last.at;
    return outcome;
  };
}

/**
 * Takes off every envelope we know, line by line, so one file may mix them (formats A.1). The usual line, `Nov 20 10:15:07 …`
 * or `2026-11-20T10:15:07…`, is told by one unit of its stamp and costs nothing more.
 */
function createUnwrapping(options: EnvelopeOptions): Decode {
  const course = courseOf(options);
  const bare = createBareReader();
  const syslog = createSyslogDecoder(options);
  const exim = createEximDecoder(options);
  const stamped = createStampedDecoder(options, syslog, exim);
  const json = createJsonDecoder(options, (entry, reference) =>
    isCri(entry.text) ? timed(entry, reference) : stamped(entry, reference),
  );

  const held: DecodeInner = (entry, reference, at) => {
    if (entry.text.charCodeAt(0) === BRACE) {
      const outcome = json(entry, reference, at);
      if (at === null || !isUnknown(outcome)) return outcome;
    }
    const outcome = stamped(entry, reference);
    return at === null || !isUnknown(outcome) ? outcome : bare(entry.text, at);
  };

  const timed = createTimedDecoder(options, held);
  const unwrapped = createUnwrapper(held, timed);

  let lastOfExim = -2;

  /**
   * A line right behind one of Exim's may go on with it. What a remote host wrote there begins with the digits of its reply, or
   * Exim would not have taken it for one; what a client wrote with a blank, or behind a letter and one (reject log). Such a line
   * is never unwrapped. Any other is what it looks like.
   */
  function unusual(entry: RawEntry, reference: EpochMs): Outcome<LogRecord> {
    const text = plainTextOf(entry.text);
    if (text === "") return SKIP;
    const line = text === entry.text ? entry : { ...entry, text };
    const isBehindExim = lastOfExim === entry.line - 1;
    const isRemote = isBehindExim && REMOTE_LINE.test(text);
    const outcome = isRemote || isEximStamp(text) ? null : wrappedOrBare(line, reference);
    if (outcome !== null && !(isBehindExim && isUnknown(outcome))) return outcome;
    lastOfExim = entry.line;
    return exim(line, reference);
  }

  function wrappedOrBare(line: RawEntry, reference: EpochMs): Outcome<LogRecord> {
    const outcome = unwrapped(line, reference);
    if (!isUnknown(outcome)) return outcome;
    const text = withoutContainer(line.text) ?? line.text;
    return isBareMessage(text) ? bare(text, course.at ?? reference) : outcome;
  }

  return (entry, reference) => {
    const { text } = entry;
    if (text.charCodeAt(6) === BLANK || text.charCodeAt(10) === LETTER_T) {
      const outcome = syslog(entry, reference);
      if (!isUnknown(outcome)) return outcome;
    }
    return unusual(entry, reference);
  };
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
    return isUnknown(outcome) ? forwarded(framed, outcome, reference) : outcome;
  };

  /** Lines that a relay has changed: another header before theirs, or their tag cut. */
  function forwarded(
    entry: RawEntry,
    unknown: Outcome<LogRecord>,
    reference: EpochMs,
  ): Outcome<LogRecord> {
    const text = entry.text.replace(RELAYED, "");
    if (text !== entry.text) return syslog({ ...entry, text }, reference);
    const outcome = cutTag(entry, reference);
    return isUnknown(outcome) ? unknown : outcome;
  }
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
