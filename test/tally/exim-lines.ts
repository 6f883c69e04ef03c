import type { OpenRepliesState } from "../../src/tally/open-replies.ts";
import { createReader } from "../ingest/dialects/exim/read.ts";
import { type Counted, countIn, keptOf } from "../support/count.ts";

/** Counts lines of a main log; between two parts counting stops, is kept in a database and starts again. */
export function count(...parts: readonly (readonly string[])[]): Counted {
  return countIn(createReader, parts);
}

/** What is kept when counting stops behind these lines of a main log. */
export function keptBehind(lines: readonly string[]): OpenRepliesState {
  return keptOf(lines, createReader);
}

export const at = (second: number, body: string, id = "1xUQpD-0001pH-0k"): string =>
  `2026-11-20 10:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")} ${id} ${body}`;
export const MX1: string = "mx1.example.net [192.0.2.1]";
export const MX2: string = "mx2.example.net [192.0.2.2]";
export const ERROR: string = "SMTP error from remote mail server after";
export const CLOSED: string = "Remote host closed connection in response to";
export const GREET: string = `${ERROR} initial connection: 421 4.3.2 Busy`;
export const MAIL: string = `${ERROR} pipelined MAIL FROM:<bob@example.org>: 421 4.7.0 [TSS04] deferred`;
export const RCPT = (to: string): string =>
  `${ERROR} RCPT TO:<${to}@example.net>: 421 4.7.0 Slow down`;
export const host = (second: number, message: string, mx: string = MX1): string =>
  at(second, `H=${mx}: ${message}`);
export const defer = (
  second: number,
  to: string,
  message: string,
  mx: string = MX1,
  errno = "0",
): string => at(second, `== ${to}@example.net R=r T=t defer (${errno}) H=${mx}: ${message}`);
export const sent = (second: number, to: string, mark = "=>"): string =>
  at(second, `${mark} ${to}@example.net R=r T=t H=${MX2} C="250 Ok"`);
export const done = (second: number): string => at(second, "Completed");
