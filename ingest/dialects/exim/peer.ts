import { type RemoteHost, remoteHostOf } from "../../../src/domain/remote-host.ts";

/** The peer named at some place of a line, and where the text goes on behind its address. */
type Peer = { readonly remote: RemoteHost; readonly end: number };

/** Reads `NAME [IP]` at `start`; the same host object for the same spelling. Null when none stands there. */
export type PeerReader = (text: string, start: number) => Peer | null;

/** Old releases write some lines about a host without naming it (4.85 to 4.89): nobody can tell which it was. */
export const UNNAMED_HOST: RemoteHost = { name: "", ip: null };

/** What an address looks like between its brackets, zone index of a link-local one included: `192.0.2.7`, `2001:db8::1`, `fe80::1%eth0` */
const ADDRESS = /^[0-9A-Za-z:.%/_-]{2,108}$/u;

/** `(mail.example.net)` */
const HELO = /^\([^()]+\)$/u;

/** Hosts that a line is held against before its spelling becomes a string: they are found by its length and two of its letters. */
const RECENT = 1024;

type Recent = { readonly spelling: string; readonly remote: RemoteHost };

/** Spellings remembered before the memory starts afresh. */
const CAPACITY = 50_000;

/**
 * Reads `mx.example.net [192.0.2.7]`, with ` DS` between the two when DNSSEC vouched for the name, `(helo)` for a name nobody
 * vouched for, and nothing but the address for a host without a name (deliver.c, d_hostlog).
 */
export function createPeerReader(): PeerReader {
  const spellings = new Map<string, RemoteHost | null>();
  const recent: (Recent | undefined)[] = Array.from({ length: RECENT });

  function read(spelling: string, open: number): RemoteHost | null {
    const known = spellings.get(spelling);
    if (known !== undefined) return known;
    if (spellings.size >= CAPACITY) spellings.clear();
    const remote = parse(spelling, open);
    spellings.set(spelling, remote);
    return remote;
  }

  return (text, start) => {
    const open = text.indexOf("[", start);
    const close = open < 0 ? -1 : text.indexOf("]", open);
    const length = close - start;
    if (close < 0 || length > 400) return null;
    const place = placeOf(text, start, length);
    const last = recent[place];
    if (last?.spelling.length === length && text.startsWith(last.spelling, start))
      return { remote: last.remote, end: close + 1 };
    const spelling = text.slice(start, close);
    const remote = read(spelling, open - start);
    if (remote === null) return null;
    recent[place] = { spelling, remote };
    return { remote, end: close + 1 };
  };
}

function placeOf(text: string, start: number, length: number): number {
  const middle = text.charCodeAt(start + (length >> 1));
  return (length + 31 * text.charCodeAt(start + length - 1) + 7 * middle) % RECENT;
}

/** `mx.example.net DS [192.0.2.7` → the host */
function parse(spelling: string, open: number): RemoteHost | null {
  const address = spelling.slice(open + 1);
  if (!ADDRESS.test(address) || (open > 0 && spelling.charCodeAt(open - 1) !== 0x20)) return null;
  const before = spelling.slice(0, Math.max(open - 1, 0));
  const name = before.endsWith(" DS") ? before.slice(0, -3) : before;
  if (name.includes(" ")) return null;
  if (!name.includes("(")) return remoteHostOf(name, address);
  return HELO.test(name) ? remoteHostOf(name.slice(1, -1), address) : null;
}
