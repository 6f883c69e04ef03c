import { type RemoteHost, remoteHostOf } from "../../../src/domain/remote-host.ts";

/** Finds the peer that a piece of log text names; the same object for the same peer, null when it names none. */
export type PeerReader = (text: string) => RemoteHost | null;

/**
 * Reads `HOST[IP]`, `HOST[IP]:PORT`, `[IP]` and `HOST[private/socket]` (smtp/smtp_session.c, namaddrport). A log names few
 * peers many times: each spelling is read once.
 */
export function createPeerReader(): PeerReader {
  const spellings = new Map<string, RemoteHost | null>();
  const peers = new Map<string, RemoteHost>();

  function parse(text: string): RemoteHost | null {
    const open = text.indexOf("[");
    const close = text.indexOf("]", open);
    if (open < 0 || close <= open + 1) return null;
    const remote = remoteHostOf(text.slice(0, open), text.slice(open + 1, close));
    const key = `${remote.name} ${remote.ip}`;
    const known = peers.get(key);
    if (known !== undefined) return known;
    peers.set(key, remote);
    return remote;
  }

  return (text) => {
    const known = spellings.get(text);
    if (known !== undefined) return known;
    if (spellings.size >= 50_000) {
      spellings.clear();
      peers.clear();
    }
    const remote = parse(text);
    spellings.set(text, remote);
    return remote;
  };
}
