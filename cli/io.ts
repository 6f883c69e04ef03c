import type { Readable, Writable } from "node:stream";
import type { Look } from "../reports/render/look.ts";

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything a command needs of the world around it. Only main.ts knows `process`. */
export type Io = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Environment;
  /** Name of this host. */
  readonly hostname: string;
  /** Threads that can run at the same time. */
  readonly cores: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** Aborted by SIGINT or SIGTERM: stop reading, keep what was read, leave. */
  readonly signal: AbortSignal;
  /** Calls back at every SIGHUP, which ends a program that does not ask for it. */
  readonly onHangup: (listener: () => void) => void;
};

/** Whether text for this stream may be coloured (no-color.org; FORCE_COLOR for pipes). */
export function hasColour(io: Io, stream: Io["stdout"]): boolean {
  if ((io.env["NO_COLOR"] ?? "") !== "" || io.env["TERM"] === "dumb") return false;
  return stream.isTTY === true || (io.env["FORCE_COLOR"] ?? "") !== "";
}

/** The width to draw in: the terminal's, at least 80. */
export function columnsOf(stream: Io["stdout"]): number {
  return Math.max(80, stream.columns ?? 80);
}

/** How text on stdout is drawn. */
export function lookOf(io: Io): Look {
  return { columns: columnsOf(io.stdout), colour: hasColour(io, io.stdout) };
}
