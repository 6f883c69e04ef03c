/**
 * The peer of a delivery. `name` is lower case without trailing dot; a peer without a name has its address as name;
 * a unix socket has its path as name and no address. `isFilter`: the user has named it as a content filter.
 */
export type RemoteHost = {
  readonly name: string;
  readonly ip: string | null;
  readonly isFilter?: boolean;
};

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

/** `MX.example.net.` and `192.0.2.7` → the host; an empty name is replaced by the address. */
export function remoteHostOf(name: string, address: string): RemoteHost {
  if (address.includes("/")) return { name: address, ip: null };
  const ip = address === "" ? null : address.toLowerCase();
  const trimmed = (name.endsWith(".") ? name.slice(0, -1) : name).toLowerCase();
  return { name: trimmed === "" ? (ip ?? "") : trimmed, ip };
}

/** A hop inside this site: a content filter, a unix socket, or a peer that is *named* loopback (design: a private address is not enough). */
export function isLocalHop(remote: RemoteHost): boolean {
  if (remote.isFilter === true) return true;
  return remote.ip === null ? remote.name.includes("/") : LOOPBACK_NAMES.has(remote.name);
}
