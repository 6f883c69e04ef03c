import type { DeliveryEvent } from "../src/domain/delivery-event.ts";
import { parseEnhanced } from "../src/domain/enhanced-status.ts";
import type { RemoteHost } from "../src/domain/remote-host.ts";
import type { Reply } from "../src/domain/reply.ts";
import type { Stage } from "../src/domain/stage.ts";
import type { EpochMs } from "../src/domain/time.ts";
import { createPeerReader as createEximPeers } from "./dialects/exim/peer.ts";
import { parseReason as parseEximReason } from "./dialects/exim/reason.ts";
import { parseReply as parseEximReply } from "./dialects/exim/reply.ts";
import { createInterpreter } from "./dialects/interpret.ts";
import { createPeerReader as createPostfixPeers } from "./dialects/postfix/peer.ts";
import { parseReason as parsePostfixReason } from "./dialects/postfix/reason.ts";
import { parseReply as parsePostfixReply } from "./dialects/postfix/reply.ts";
import { createDecoder } from "./envelopes/decode.ts";

/** Something an SMTP server, or our own MTA, said. `code` 0: no reply, `text` is our MTA's or a part of a reply. */
export type Spoken = {
  readonly mta: "postfix" | "exim" | null;
  readonly remote: RemoteHost | null;
  readonly stage: Stage;
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
};

/** Reads what somebody has at hand: a reply, a code, a line of a log or a piece of one. */
export type ReadSpoken = (text: string) => Spoken;

const NOBODY = { mta: null, remote: null, stage: "unknown" } as const;

/** `421`, `421 4.7.0 Busy`, `421-Busy`, `4214.7.0 Busy`, `221 Bye`: digits that stand where a reply has them */
const REPLY = /^(?:[45]\d\d|[23]\d\d(?=[ -]|$))/u;

/** `4.7.28`, `4.7.28 Our system …` */
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}(?= |$)/u;

/** `…: 421 4.7.0 Busy`, `("421 Busy")`, `<421-4.7.0 Busy` in a text of any other program */
const QUOTED = /(?:: |["'(<=])(?=[45]\d\d[ -])/u;

const LINE_BREAKS = /[\r\n]+/gu;

/** What stands before the words of Postfix about a host, and how those go on. */
const POSTFIX_VERBS: readonly string[] = ["] said: ", "] refused to talk to me: "];

/** How Postfix begins to tell of a host that said nothing. */
const POSTFIX_OPENINGS: readonly string[] = [
  "connect to ",
  "lost connection with ",
  "conversation with ",
];

/** `reference` settles the year of stamps that have none. */
export function createSpokenReader(reference: EpochMs): ReadSpoken {
  const decode = createDecoder({ zone: "UTC", year: null });
  const interpret = createInterpreter();

  function logged(text: string): Spoken | null {
    const record = decode({ offset: 0, line: 0, text, cut: false }, reference);
    if (record.kind !== "value") return null;
    const event = interpret(record.value);
    return event.kind === "value" ? spokenOf(event.value, record.value.message) : null;
  }

  return (given) => {
    const text = given.replace(LINE_BREAKS, " ").trim();
    if (REPLY.test(text)) return bareReply(text);
    const status = STATUS.exec(text)?.[0];
    if (status !== undefined) return { ...NOBODY, code: 0, enhanced: status, text };
    return (
      logged(text) ??
      postfixPiece(text) ??
      eximPiece(text) ??
      quoted(text) ?? { ...NOBODY, code: 0, enhanced: null, text }
    );
  };
}

function spokenOf(event: DeliveryEvent, message: string): Spoken | null {
  const { mta } = event.writer;
  switch (event.kind) {
    case "refused":
      return fromReply(event.reply, { mta, remote: event.remote, stage: event.stage });
    case "withheld": {
      const about = { mta, remote: event.remote, stage: event.stage };
      if (event.reply !== null) return fromReply(event.reply, about);
      return { ...about, code: 0, enhanced: null, text: event.reason };
    }
    case "lost":
      return ownWords({ mta, remote: event.remote, stage: event.stage }, message);
    case "unreachable":
      return ownWords({ mta, remote: event.remote, stage: "connect" }, message);
    case "bounced":
    case "delivered":
    case "expired":
    case "removed":
    case "elsewhere":
    case "sender":
    case "inboundRefusal":
      return null;
  }
}

type About = Pick<Spoken, "mta" | "remote" | "stage">;

function fromReply({ code, enhanced, text }: Reply, about: About): Spoken {
  return { ...about, code, enhanced, text };
}

/** Postfix puts its reason in the parentheses at the end. */
function ownWords(about: About, message: string): Spoken {
  const open = message.indexOf(" (");
  const text = open > 0 && message.endsWith(")") ? message.slice(open + 2, -1) : message;
  return { ...about, code: 0, enhanced: null, text };
}

/** A reply that begins with its digits. Exim joins lines with `\n`, Postfix with a blank. */
function bareReply(text: string): Spoken {
  const isExim = text.includes("\\n");
  const reply = isExim ? parseEximReply(text) : parsePostfixReply(text, null);
  if (reply !== null) return fromReply(reply, NOBODY);
  const enhanced = parseEnhanced(text.slice(4).trimStart());
  return { ...NOBODY, code: Number(text.slice(0, 3)), enhanced, text };
}

/** `host mx.example.net[192.0.2.7] said: 550 No (in reply to RCPT TO command)`, with or without what stands around it */
function postfixPiece(text: string): Spoken | null {
  const reason = parsePostfixReason(postfixWords(text), createPostfixPeers());
  if (reason === null) return null;
  switch (reason.kind) {
    case "replied": {
      const reply = parsePostfixReply(reason.reply, null, reason.isCut);
      const about = { mta: "postfix", remote: reason.remote, stage: reason.stage } as const;
      return reply === null ? null : fromReply(reply, about);
    }
    case "lost":
      return ownWords({ mta: "postfix", remote: reason.remote, stage: reason.stage }, text);
    case "unreachable":
      return ownWords({ mta: "postfix", remote: reason.remote, stage: "connect" }, text);
    case "local":
      return null;
  }
}

/** The part of a text that Postfix's reader of reasons knows: from the words about a host to the end, or to the parenthesis. */
function postfixWords(text: string): string {
  const verb = Math.max(...POSTFIX_VERBS.map((words) => text.indexOf(words)));
  const host = verb < 0 ? -1 : text.lastIndexOf(" ", text.lastIndexOf("[", verb)) + 1;
  const start = host < 0 ? Math.max(...POSTFIX_OPENINGS.map((words) => text.indexOf(words))) : host;
  if (start < 0) return "";
  const isInParentheses = text.slice(0, start).includes("(") && text.endsWith(")");
  const words = text.slice(start, isInParentheses ? -1 : undefined);
  return host < 0 ? words : `host ${words}`;
}

const EXIM_WORDS = "SMTP error from remote mail server after ";

/** `H=mx.example.net [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<a@example.net>: 550 No` */
function eximPiece(text: string): Spoken | null {
  const start = text.indexOf(EXIM_WORDS);
  if (start < 0) return null;
  const peers = createEximPeers();
  const reason = parseEximReason(text.slice(start), peers);
  if (reason?.kind !== "replied") return null;
  const host = text.lastIndexOf("H=", start);
  const remote = reason.remote ?? (host < 0 ? null : (peers(text, host + 2)?.remote ?? null));
  return fromReply(reason.reply, { mta: "exim", remote, stage: reason.stage });
}

/** A reply inside other words. */
function quoted(text: string): Spoken | null {
  const found = QUOTED.exec(text);
  return found === null ? null : bareReply(text.slice(found.index + found[0].length));
}
