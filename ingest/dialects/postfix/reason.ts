import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { Stage } from "../../../src/domain/stage.ts";
import type { PeerReader } from "./peer.ts";
import { stageOfPhase, stageOfState } from "./phases.ts";

/**
 * Why a delivery failed, in Postfix's words: the text in parentheses of a status record, or an informational record
 * (formats B.2). `replied`: the remote host gave a reply. `local`: nothing that a remote host said or did.
 */
export type Reason =
  | {
      readonly kind: "replied";
      readonly remote: RemoteHost;
      readonly stage: Stage;
      readonly reply: string;
      /** The line ends inside the reply: its last line cannot be seen. */
      readonly isCut: boolean;
    }
  | { readonly kind: "lost"; readonly remote: RemoteHost; readonly stage: Stage }
  | { readonly kind: "unreachable"; readonly remote: RemoteHost }
  | { readonly kind: "local" };

/** Nothing that a remote host said or did. */
export const LOCAL: Reason = { kind: "local" };
const IN_REPLY_TO = " (in reply to ";
const REFUSED_TLS = "TLS is required, but host ";

/** How long Postfix lets a line get (util/msg_output.c, 2000 bytes), less what stands before a reason. */
const CUT_LENGTH = 1800;

/** Reads a reason. Null: it begins like one of ours and then does not go on as Postfix writes it. */
export function parseReason(text: string, peers: PeerReader): Reason | null {
  if (text.startsWith("host ")) return hostReason(text, peers);
  if (text.startsWith("lost connection with ")) return lostReason(text, 21, " while ", peers);
  if (text.startsWith("conversation with "))
    return lostReason(text, 18, " timed out while ", peers);
  if (text.startsWith("connect to ")) return connectReason(text, peers);
  if (text.startsWith(REFUSED_TLS)) return tlsReason(text, peers);
  if (text.startsWith("SASL ")) return saslReason(text, peers);
  return LOCAL;
}

/** `host mx.example.net[192.0.2.7] said: 421 4.7.0 Busy (in reply to MAIL FROM command)`, `… refused to talk to me: 554 No` */
function hostReason(text: string, peers: PeerReader): Reason | null {
  const end = text.indexOf("]", 5) + 1;
  const remote = end === 0 ? null : peers(text.slice(5, end));
  if (remote === null) return null;
  if (text.startsWith(" said: ", end)) return saidReason(text.slice(end + 7), remote);
  if (!text.startsWith(" refused to talk to me: ", end)) return null;
  const isCut = text.length > CUT_LENGTH;
  return { kind: "replied", remote, stage: "connect", reply: text.slice(end + 24), isCut };
}

/** The reply may hold parentheses, even this phrase: only the last one that names a command ends it. */
function saidReason(said: string, remote: RemoteHost): Reason {
  const at = said.lastIndexOf(IN_REPLY_TO);
  const stage = at < 0 ? null : stageOfPhase(said, at + IN_REPLY_TO.length);
  if (stage === null)
    return { kind: "replied", remote, stage: "unknown", reply: said, isCut: true };
  return { kind: "replied", remote, stage, reply: said.slice(0, at), isCut: false };
}

/** `lost connection with mx.example.net[192.0.2.7] while sending RCPT TO`, `conversation with … timed out while …` */
function lostReason(text: string, start: number, verb: string, peers: PeerReader): Reason | null {
  const end = text.indexOf("]", start) + 1;
  const remote = end === 0 ? null : peers(text.slice(start, end));
  if (remote === null || !text.startsWith(verb, end)) return null;
  return { kind: "lost", remote, stage: stageOfState(text.slice(end + verb.length)) };
}

/** `connect to mx.example.net[192.0.2.7]:25: Connection refused`, before 2.3 `connect to … : Connection refused (port 25)` */
function connectReason(text: string, peers: PeerReader): Reason | null {
  const end = text.indexOf("]", 11) + 1;
  const remote = end === 0 ? null : peers(text.slice(11, end));
  if (remote === null || text.charCodeAt(end) !== 0x3a) return null;
  return { kind: "unreachable", remote };
}

/** `TLS is required, but host mx.example.net[192.0.2.7] refused to start TLS: 454 4.7.0 TLS not available` */
function tlsReason(text: string, peers: PeerReader): Reason | null {
  const end = text.indexOf("]", REFUSED_TLS.length) + 1;
  const remote = end === 0 ? null : peers(text.slice(REFUSED_TLS.length, end));
  const verb = " refused to start TLS: ";
  if (remote === null || !text.startsWith(verb, end)) return null;
  const isCut = text.length > CUT_LENGTH;
  return {
    kind: "replied",
    remote,
    stage: "starttls",
    reply: text.slice(end + verb.length),
    isCut,
  };
}

/** `SASL authentication failed; server mx.example.net[192.0.2.7] said: 454 4.7.0 Try later`; without a server it is local */
function saslReason(text: string, peers: PeerReader): Reason | null {
  const start = text.indexOf("; server ");
  if (start < 0) return LOCAL;
  const end = text.indexOf("]", start) + 1;
  const remote = end === 0 ? null : peers(text.slice(start + 9, end));
  if (remote === null || !text.startsWith(" said: ", end)) return null;
  const isCut = text.length > CUT_LENGTH;
  return { kind: "replied", remote, stage: "auth", reply: text.slice(end + 7), isCut };
}
