import type { Exceptions } from "./exceptions.ts";

/** Says of the line at bytes [start, end) of a block whether it certainly tells nothing about a delivery. */
export type Sieve = (block: Uint8Array, start: number, end: number) => boolean;

/**
 * What a dialect never wants: programs by name (of those, `strangers` are no programs of an MTA's), but for some lines of a few (`exceptions`), how some messages of the other
 * programs begin, and how the routine of one program ends. The end of a line may be written by the remote host: no other program is judged by it.
 */
export type Silence = {
  readonly daemons: ReadonlySet<string>;
  readonly strangers: ReadonlySet<string>;
  readonly exceptions: Exceptions;
  readonly openings: readonly string[];
  readonly routine: { readonly daemon: string; readonly endings: readonly string[] };
};
