import type { LogRecord, RawEntry } from "../../src/domain/log-record.ts";
import { issue, type Outcome, UNFINISHED, value } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { BODY, HOST, PID, PROGRAM, TIME } from "../json-names.ts";
import { createDockerJoiner } from "./docker.ts";
import { isEximStamp } from "./exim-main-log.ts";
import { type DecodeInner, isUnknown, referenceOf } from "./inner.ts";
import {
  type Fields,
  fieldOf,
  firstOf,
  hostOf,
  parseFields,
  pidOf,
  textOf,
  withFields,
  wordOf,
} from "./json-fields.ts";
import { createInstantReader } from "./json-time.ts";
import type { EnvelopeOptions } from "./syslog.ts";
import { createWriters } from "./writers.ts";

/** `postfix/smtp[5879]:` → tag, pid */
const TAG = /^([^\s[\]]{1,254}?)(?:\[(\d{1,10})\])?:?$/u;

type Tag = { readonly service: string; readonly pid: number | null };

/**
 * Decodes one JSON object per line. A body that itself begins with a syslog stamp is decoded by `text`, and what that finds
 * wins over the fields. A broken object is one issue.
 */
export function createJsonDecoder(options: EnvelopeOptions, text: Decode): DecodeInner {
  const instant = createInstantReader(options);
  const writers = createWriters();
  const docker = createDockerJoiner();
  const tags = createTagReader();

  function timeOf(fields: Fields, reference: EpochMs): EpochMs | null {
    return firstOf(fields, TIME, (field) => instant(field, reference));
  }

  function recordOf(fields: Fields, body: string, at: EpochMs): LogRecord {
    const tag = firstOf(fields, PROGRAM, tags);
    const writer = writers(firstOf(fields, HOST, hostOf) ?? "", tag?.service ?? "");
    return { at, writer, pid: tag?.pid ?? firstOf(fields, PID, pidOf), message: bodyOf(body) };
  }

  function bodied(
    { fields, body }: Bodied,
    entry: RawEntry,
    reference: EpochMs,
    outer: EpochMs | null,
  ): Outcome<LogRecord> {
    const at = timeOf(fields, reference) ?? outer;
    const said = bodyOf(body);
    const isWhole = isEximStamp(said) || !mayHoldEnvelope(said);
    if (at !== null && isWhole) return value(recordOf(fields, body, at));
    const inner = text({ ...entry, text: said }, referenceOf(at, reference));
    if (!isUnknown(inner)) return inner;
    if (at === null) return issue("unknown-envelope", entry.text);
    return value(recordOf(fields, body, at));
  }

  return (entry, reference, at) => {
    const fields = parseFields(entry.text);
    if (fields === null) return issue("unknown-envelope", entry.text);
    const said = firstOf(fields, BODY, textOf);
    if (said === null) return bodiless(fields, entry);
    const body = docker(fields, said, entry.line);
    if (body === null) return UNFINISHED;
    const innermost = innermostOf({ fields, body });
    return bodied(innermost, entry, reference, at);
  };
}

type Bodied = { readonly fields: Fields; readonly body: string };

/** A body may be an object with a body of its own, one level deep; what it does not say, the object around it does. */
function innermostOf(outer: Bodied): Bodied {
  if (outer.body.charCodeAt(0) !== 0x7b) return outer;
  const inner = parseFields(outer.body);
  const body = inner === null ? null : firstOf(inner, BODY, textOf);
  if (inner === null || body === null) return outer;
  return { fields: withFields(outer.fields, inner), body };
}

/** `4ABC1D: `: nobody's stamp */
const QUEUE_ID = /^[0-9A-Za-z]{5,20}: /u;

/** Whether a body may begin with an envelope of its own: none begins with a small letter or with a queue id. NUL bytes are an issue. */
function mayHoldEnvelope(body: string): boolean {
  const first = body.charCodeAt(0);
  const isText = (first >= 0x61 && first <= 0x7a) || QUEUE_ID.test(body);
  return !isText || body.includes("\0");
}

/** journald leaves a MESSAGE out, as null, that is longer than 4096 bytes, unless it is asked for all. */
function bodiless(fields: Fields, entry: RawEntry): Outcome<LogRecord> {
  const isOmitted = BODY.some((name) => fieldOf(fields, name) === null);
  return issue(isOmitted ? "line-too-long" : "unknown-envelope", entry.text);
}

/** Tags kept at a time. */
const MOST_TAGS = 1_000;

/** A log has few tags, and each of them on many lines. */
function createTagReader(): (field: unknown) => Tag | null {
  const known = new Map<unknown, Tag | null>();
  return (field) => {
    const found = known.get(field);
    if (found !== undefined) return found;
    if (known.size >= MOST_TAGS) known.clear();
    const made = tagOf(field);
    if (typeof field === "string") known.set(field, made);
    return made;
  };
}

function tagOf(field: unknown): Tag | null {
  const fields = TAG.exec(wordOf(field) ?? "");
  if (fields === null) return null;
  return { service: fields[1] ?? "", pid: fields[2] === undefined ? null : Number(fields[2]) };
}

/** A body without the blank that RFC 3164 leaves before it and the line end that Docker leaves behind it. */
function bodyOf(body: string): string {
  const start = body.charCodeAt(0) === 0x20 ? 1 : 0;
  let end = body.length;
  while (end > start && isLineEnd(body.charCodeAt(end - 1))) end--;
  return body.slice(start, end);
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d;
}
