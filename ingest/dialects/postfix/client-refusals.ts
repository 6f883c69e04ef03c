import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import { parseEnhanced } from "../../../src/domain/enhanced-status.ts";
import type { InboundReason } from "../../../src/domain/inbound-reason.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import { replyCodeAt } from "../../../src/domain/reply-code.ts";
import type { Exceptions } from "../../sources/exceptions.ts";
import { queueIdLengthOf } from "./queue-id.ts";
import { reasonOfWords } from "./restrictions.ts";

/**
 * The programs that answer clients. anvil counts clients for them and logs nothing but peaks: who was refused stands in
 * smtpd's lines alone (anvil/anvil.c).
 */
export const CLIENT_DAEMONS: ReadonlySet<string> = new Set(["smtpd", "postscreen", "cleanup"]);

const WARNING = "warning: ";

/** `Connection rate limit exceeded: 31 from client.example.org[192.0.2.9] for service smtpd` (smtpd/smtpd.c): no digits are logged. */
const LIMITS: readonly (readonly [string, InboundReason])[] = [
  ["Connection concurrency limit exceeded: ", "too_many_connections"],
  ["Connection rate limit exceeded: ", "connection_rate"],
  ["New TLS session rate limit exceeded: ", "tls_session_rate"],
  ["Message delivery request rate limit exceeded: ", "message_rate"],
  ["Recipient address rate limit exceeded: ", "recipient_rate"],
  ["AUTH command rate limit exceeded: ", "auth_rate"],
];

/** `31 from client.example.org[192.0.2.9] for service smtpd`: what goes on behind a limit */
const OVER = /^\d{1,9} from [^\s[\]]*\[[^\s[\]]+\] for service /u;

/** How smtpd hangs up on a client (`421 4.7.0 … too many errors`, `421 4.4.2 … timeout exceeded`). */
const HANG_UPS: readonly (readonly [string, InboundReason])[] = [
  ["too many errors after ", "too_many_errors"],
  ["timeout after ", "timeout"],
];

/** `RCPT from client.example.org[192.0.2.9]`, `DATA (1024 bytes) from [192.0.2.9]`: what goes on behind a hang-up */
const AFTER = /^[A-Z-]{3,20} (?:\(\d{1,12} bytes\) )?from [^\s[\]]*\[[^\s[\]]+\]/u;

/** How postscreen hangs up (postscreen/postscreen_smtpd.c). */
const SCREEN_LIMITS: readonly (readonly [string, InboundReason])[] = [
  ["COMMAND TIME LIMIT from [", "timeout"],
  ["COMMAND COUNT LIMIT from [", "command_limit"],
  ["COMMAND LENGTH LIMIT from [", "command_limit"],
];

/** What postscreen says instead of a reply. */
const SCREENED: readonly (readonly [string, InboundReason])[] = [
  ["too many connections", "too_many_connections"],
  ["all server ports busy", "ports_busy"],
  ["all screening ports busy", "ports_busy"],
];

/** Who refused: smtpd's own rules, a milter, a filter before the queue. Warnings (`reject_warning`) were never sent. */
const VERDICTS: readonly (readonly [string, InboundReason | null])[] = [
  ["reject: ", null],
  ["milter-reject: ", "milter"],
];
const PROXY = "proxy-reject: END-OF-MESSAGE: ";

/** rsyslog stands this before a line that came several times. */
const REPEATED = "message repeated ";

/** What the sieve lets through of these programs: nothing that is not looked for above, and what may hold it. */
export const CLIENT_REFUSALS: Exceptions = {
  daemons: CLIENT_DAEMONS,
  openings: [...LIMITS, ...HANG_UPS, ...SCREEN_LIMITS, [PROXY], [REPEATED]].map(
    ([opening]) => opening,
  ),
  verdicts: VERDICTS.map(([opening]) => opening),
};

type Refusal = { readonly code: number | null; readonly reason: InboundReason };

/** A temporary refusal that we gave to a client (formats part C), or null. */
export function clientRefusal({ at, writer, pid, message }: LogRecord): DeliveryEvent | null {
  const refusal = refusalIn(message);
  if (refusal === null) return null;
  return { kind: "inboundRefusal", at, writer, pid, queueId: null, ...refusal, mark: null };
}

function refusalIn(message: string): Refusal | null {
  if (message.startsWith(WARNING)) return phrased(message, WARNING.length, LIMITS, OVER);
  const idLength = queueIdLengthOf(message);
  return verdictAt(message, 0) ?? (idLength === 0 ? null : verdictAt(message, idLength + 2));
}

function phrased(
  message: string,
  start: number,
  openings: readonly (readonly [string, InboundReason])[],
  rest: RegExp,
): Refusal | null {
  for (const [opening, reason] of openings) {
    if (!message.startsWith(opening, start)) continue;
    return rest.test(message.slice(start + opening.length)) ? { code: null, reason } : null;
  }
  return null;
}

function verdictAt(message: string, start: number): Refusal | null {
  const hangUp = phrased(message, start, HANG_UPS, AFTER) ?? screenLimit(message, start);
  if (hangUp !== null) return hangUp;
  if (message.startsWith(PROXY, start))
    return replied(message.slice(start + PROXY.length), "content_filter");
  for (const [opening, reason] of VERDICTS) {
    if (message.startsWith(opening, start))
      return rejected(message, start + opening.length, reason);
  }
  return null;
}

function screenLimit(message: string, start: number): Refusal | null {
  const found = SCREEN_LIMITS.find(([opening]) => message.startsWith(opening, start));
  return found === undefined ? null : { code: null, reason: found[1] };
}

/** `RCPT from client.example.org[192.0.2.9]: 450 4.7.1 …`, `CONNECT from [192.0.2.9]:1337: too many connections` */
function rejected(message: string, start: number, by: InboundReason | null): Refusal | null {
  const peer = message.indexOf("]", start);
  const colon = peer < 0 ? -1 : message.indexOf(": ", peer);
  if (colon < 0) return null;
  const words = message.slice(colon + 2);
  const screened = SCREENED.find(([opening]) => words.startsWith(opening));
  return screened === undefined ? replied(words, by) : { code: null, reason: screened[1] };
}

/** `450 4.7.1 <a@example.net>: Recipient address rejected: …`; behind a milter of cleanup's `4.7.1 Service unavailable …` */
function replied(words: string, by: InboundReason | null): Refusal | null {
  const code = replyCodeAt(words, 0);
  const hasCode = code !== 0 && (words[3] === " " || words[3] === "-");
  const text = hasCode ? words.slice(4) : words;
  const enhanced = parseEnhanced(text.slice(0, 16));
  const isTemporary = hasCode ? code < 500 : enhanced?.startsWith("4.") === true;
  if (!isTemporary) return null;
  const said = text.slice(enhanced === null ? 0 : enhanced.length + 1);
  return { code: hasCode ? code : null, reason: by ?? reasonOfWords(said) };
}
