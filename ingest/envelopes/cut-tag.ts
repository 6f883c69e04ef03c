import type { LogRecord } from "../../src/domain/log-record.ts";
import { issue, type Outcome, value } from "../../src/domain/outcome.ts";
import type { Decode } from "../../src/domain/steps.ts";
import { createBsdStampReader, createIsoStampReader } from "./stamp.ts";
import { courseOf, type EnvelopeOptions, PRIORITY } from "./syslog.ts";
import { createWriters } from "./writers.ts";
import { openZone } from "./zone.ts";

/** `vm postfix-relay.example.net/submis ` → host, what is left of the tag; `stdout F ` is a container's, not a host's */
const HOST_AND_TAG = /^(?!std(?:out|err) [FP] )(\S{1,255}) (\S{1,64}) /u;

/** `postfix-relay.example.net/smtp[58`, `postfix-relay.example.net/s/smtp` → tag, pid, whose bracket may be missing */
const TAG = /^([^[\]]+)(?:\[(\d{0,10})(\])?)?$/u;

/** `4ABC1D: `: a Postfix queue id before its record (global/mail_queue.h) */
const QUEUE_ID = /^[0-9A-Za-z]{5,20}: /u;

/** rsyslog's forward templates write `%syslogtag:1:32%`. */
const CUT_LENGTH = 32;

/** How Postfix's records about a queued message begin. */
const OPENINGS: readonly string[] = [
  "to=<",
  "from=<",
  "host ",
  "lost connection with ",
  "conversation with ",
  "message-id=",
  "client=",
  "uid=",
  "removed",
  "TLS is required, but host ",
  "SASL ",
];

/**
 * Decodes lines whose tag a forward template has cut, so that neither pid nor colon end it: a tag of exactly 32 characters
 * with a slash inside, or any word before what only Postfix says. The daemon is known only where the cut fell into the pid.
 */
export function createCutTagDecoder(options: EnvelopeOptions): Decode {
  const zone = openZone(options.zone);
  const bsd = createBsdStampReader(zone, options.year, courseOf(options));
  const iso = createIsoStampReader(zone, courseOf(options));
  const writers = createWriters();
  return (entry, reference): Outcome<LogRecord> => {
    const text = entry.text.slice(PRIORITY.exec(entry.text)?.[0].length ?? 0);
    const stamp = (text.charCodeAt(0) <= 0x39 ? iso : bsd)(text, reference);
    const said = stamp === null ? null : parseSaid(text.slice(stamp.end));
    if (stamp === null || said === null) return issue("unknown-envelope", entry.text);
    if (stamp.at === null) return issue("impossible-time", entry.text);
    const { host, service, isDaemonLost, pid, message } = said;
    const writer = writers(host, service, isDaemonLost);
    return value({ at: stamp.at, writer, pid, message });
  };
}

type Said = {
  readonly host: string;
  readonly service: string;
  readonly isDaemonLost: boolean;
  readonly pid: number | null;
  readonly message: string;
};

function parseSaid(text: string): Said | null {
  const names = HOST_AND_TAG.exec(text);
  if (names === null) return null;
  const [opening, host = "", tag = ""] = names;
  const message = text.slice(opening.length);
  if (!isCut(tag) && !isPostfix(message)) return null;
  const fields = TAG.exec(tag);
  if (fields === null) return null;
  const [, service = "", digits, bracket] = fields;
  const pid = bracket === undefined || digits === "" ? null : Number(digits);
  return { host, service, isDaemonLost: digits === undefined && isCut(tag), pid, message };
}

function isCut(tag: string): boolean {
  return tag.length === CUT_LENGTH && tag.includes("/");
}

function isPostfix(message: string): boolean {
  const start = QUEUE_ID.exec(message)?.[0].length ?? -1;
  return start > 0 && OPENINGS.some((opening) => message.startsWith(opening, start));
}
