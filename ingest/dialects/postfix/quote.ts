import type { RemoteHost } from "../../../src/domain/remote-host.ts";
import type { Reply } from "../../../src/domain/reply.ts";
import type { Stage } from "../../../src/domain/stage.ts";
import type { PeerReader } from "./peer.ts";
import { LOCAL, parseReason } from "./reason.ts";
import { parseReply } from "./reply.ts";

/** The old failure that a withheld recipient quotes: who said what at which stage. `reply` is null where nobody said anything. */
export type Quote = {
  readonly remote: RemoteHost | null;
  readonly stage: Stage;
  readonly reply: Reply | null;
};

/** Reads what a withheld recipient quotes. `dsn` as for `parseReply`. */
export type QuoteReader = (text: string, dsn: string | null) => Quote;

/** Quotes remembered before the memory starts anew. */
const MOST = 1000;

/** A suspended destination quotes one reply for every message in the queue: the same words give the same quote. */
export function createQuoteReader(peers: PeerReader): QuoteReader {
  const known = new Map<string, { readonly dsn: string | null; readonly quote: Quote }>();
  return (text, dsn) => {
    const found = known.get(text);
    if (found !== undefined && found.dsn === dsn) return found.quote;
    if (known.size >= MOST) known.clear();
    const quote = parseQuote(text, dsn, peers);
    known.set(text, { dsn, quote });
    return quote;
  };
}

function parseQuote(text: string, dsn: string | null, peers: PeerReader): Quote {
  const reason = parseReason(text, peers) ?? LOCAL;
  switch (reason.kind) {
    case "replied": {
      const reply = parseReply(reason.reply, dsn, reason.isCut);
      return { remote: reason.remote, stage: reason.stage, reply };
    }
    case "lost":
      return { remote: reason.remote, stage: reason.stage, reply: null };
    case "unreachable":
      return { remote: reason.remote, stage: "unknown", reply: null };
    case "local":
      return { remote: null, stage: "unknown", reply: null };
  }
}
