import type { Writer } from "../../src/domain/log-record.ts";

/** Hands out one shared object per host and tag. `isCut`: the tag was shortened on its way, so its end names no daemon. */
export type Writers = (logHost: string, service: string, isCut?: boolean) => Writer;

/** More hosts and tags than this in one log are made up: the memory of them starts anew. */
const MOST = 10_000;

/** `exim`, `exim4`, `exim-out`: Exim as it calls itself (`syslog_processname`), where it is left to name itself */
const EXIM = /^exim\d?(?:-|$)/u;

/** The same host and tag give the same writer each time. */
export function createWriters(): Writers {
  const known = new Map<string, Writer>();
  return (logHost, service, isCut = false) => {
    const key = `${logHost} ${service}${isCut ? " " : ""}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST) known.clear();
    const writer = EXIM.test(service)
      ? eximWriter(logHost, service)
      : postfixWriter(logHost, service, isCut);
    known.set(key, writer);
    return writer;
  };
}

function postfixWriter(logHost: string, service: string, isCut: boolean): Writer {
  const slash = service.lastIndexOf("/");
  return {
    mta: "postfix",
    logHost,
    service,
    instance: service.slice(0, Math.max(slash, 0)),
    daemon: isCut ? "" : service.slice(slash + 1),
  };
}

/** Exim is one program: whatever tag its lines have, there is no daemon in it. */
export function eximWriter(logHost: string, service: string): Writer {
  return { mta: "exim", logHost, service: service || "exim", instance: "", daemon: "exim" };
}
