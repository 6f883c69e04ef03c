import type { EpochMs } from "./time.ts";

/**
 * One line of input that the sieve let through. `offset` is the byte offset of its first byte in the uncompressed
 * stream, `line` its ordinal there, from 0. `cut`: the line was longer than the reader keeps.
 */
export type RawEntry = {
  readonly offset: number;
  readonly line: number;
  readonly text: string;
  readonly cut: boolean;
};

/**
 * Who wrote a line. `service` is the syslog tag (`postfix-out/smtp`), `instance` the part before its last slash,
 * `daemon` the part after it. Decoders hand out one shared object per writer.
 */
export type Writer = {
  readonly mta: "postfix" | "exim";
  readonly logHost: string;
  readonly service: string;
  readonly instance: string;
  readonly daemon: string;
};

/**
 * An entry without its envelope: when, who wrote it, what it said. `pid` is null where the envelope lost it. `repeats`: the
 * line says that the one before was said so many times more.
 */
export type LogRecord = {
  readonly at: EpochMs;
  readonly writer: Writer;
  readonly pid: number | null;
  readonly message: string;
  readonly repeats?: number;
};
