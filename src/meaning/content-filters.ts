import type { DeliveryEvent } from "../domain/delivery-event.ts";
import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";

/** Gives back an event, its peer marked where it is a content filter of the user's. */
export type MarkFilters = (event: DeliveryEvent) => DeliveryEvent;

/** Addresses of services that were seen, kept at a time. */
const MOST = 10_000;

/**
 * `names` are services as syslog names them (`smtp-amavis` of `postfix/smtp-amavis/smtp`) and hosts, by name or address. Whoever a
 * named service hands mail to is a filter there, and stands without its address: what other services say of the same host is
 * counted apart. What is withheld is written by a service of its own, so there it is known by whom the named one was seen with.
 */
export function createFilterMarker(names: readonly string[]): MarkFilters {
  const wanted = new Set(names.map(plainNameOf));
  const byHost = new WeakMap<RemoteHost, RemoteHost>();
  const byService = new Map<string, RemoteHost>();
  const services = new WeakMap<Writer, boolean>();

  function isNamedService(writer: Writer): boolean {
    const known = services.get(writer);
    if (known !== undefined) return known;
    const words = writer.service.toLowerCase().split("/");
    const isNamed = words.slice(0, -1).some((word) => wanted.has(word));
    services.set(writer, isNamed);
    return isNamed;
  }

  function serviceTwinOf(remote: RemoteHost): RemoteHost {
    const key = keyOf(remote);
    const known = byService.get(key);
    if (known !== undefined) return known;
    if (byService.size >= MOST) byService.clear();
    const twin = { name: remote.name, ip: null, isFilter: true };
    byService.set(key, twin);
    return twin;
  }

  function hostTwinOf(remote: RemoteHost): RemoteHost {
    const known = byHost.get(remote);
    if (known !== undefined) return known;
    const twin = { ...remote, isFilter: true };
    byHost.set(remote, twin);
    return twin;
  }

  function marked(event: DeliveryEvent, remote: RemoteHost): RemoteHost {
    if (wanted.has(remote.name) || wanted.has(remote.ip ?? "")) return hostTwinOf(remote);
    if (isNamedService(event.writer)) return serviceTwinOf(remote);
    return (event.kind === "withheld" ? byService.get(keyOf(remote)) : null) ?? remote;
  }

  return (event) => {
    if (!("remote" in event) || event.remote === null) return event;
    const remote = marked(event, event.remote);
    return remote === event.remote ? event : { ...event, remote };
  };
}

function keyOf({ name, ip }: RemoteHost): string {
  return `${name} ${ip ?? ""}`;
}

/** `Filter.Example.COM.`, `[192.0.2.7]` → as a log's peers are called */
function plainNameOf(name: string): string {
  const bare = name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name;
  return (bare.endsWith(".") ? bare.slice(0, -1) : bare).toLowerCase();
}
