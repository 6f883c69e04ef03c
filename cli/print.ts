import { asciiOf } from "../reports/render/ascii.ts";
import type { Io } from "./io.ts";

/** `de_DE.UTF-8`, `C.utf8` → a locale that can show everything */
const UTF_8 = /\.utf-?8(?:@|$)/iu;

/**
 * Whether the locale says that nothing but ASCII can be shown. The first of the three variables that is set decides (POSIX, Base
 * Definitions 8.2); where none is, as in most containers, UTF-8 is taken for granted.
 */
export function isAscii({ env }: Io): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return locale !== "" && !UTF_8.test(locale);
}

/** Prints an answer. Text is for people and their terminal; JSON and CSV are UTF-8 wherever they are made. */
export function print(answer: string, format: string, io: Io, ascii = false): void {
  io.stdout.write(format === "text" && (ascii || isAscii(io)) ? asciiOf(answer) : answer);
}
