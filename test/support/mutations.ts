import fc from "fast-check";
import { LINE_FORMS } from "./line-forms.ts";

/** Pieces that steer a parser: words of the grammars, brackets, digits, and what a hostile host would write. */
const PIECES: readonly string[] = [
  "[",
  "]",
  "]: ",
  ": ",
  "(",
  ")",
  "{",
  "}",
  '"',
  "\\",
  "\\n421 ",
  "\\303",
  "\\ud800",
  "\\u0000",
  " (in reply to ",
  "status=",
  "to=<",
  ">, relay=",
  ", ",
  " said: ",
  " H=",
  " defer (",
  " == ",
  " ** ",
  "SMTP error from remote mail server after ",
  "421-",
  "421 ",
  "4214.7.0",
  " 4.7.0 ",
  "\0",
  "\r",
  "\t",
  "\n",
  "\u202e",
  "\ud800",
  "é",
  "💥",
  "host ",
  "lost connection with ",
  " while ",
  "delay=",
  "dsn=",
  "<22>",
  "<22>1 ",
  "1e999",
  "-0",
  "null",
  "[[[[[[[[",
  '{"MESSAGE":',
  '{"log":"',
  "2026-11-20 15:46:55 ",
  "99999999999999999999",
  " ",
  "",
];

type Edit = readonly [at: number, removed: number, put: string];

function editsWith(pieces: readonly string[]): fc.Arbitrary<Edit[]> {
  const edit = fc.tuple(fc.nat(600), fc.nat(30), fc.constantFrom(...pieces));
  return fc.array(edit, { maxLength: 4 });
}

function edited(line: string, edits: readonly Edit[]): string {
  return edits.reduce((text, [at, removed, put]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(place + removed);
  }, line);
}

/** One of these lines with parts taken out, or replaced by one of these pieces. */
export function mutationsOf(
  lines: readonly string[],
  pieces: readonly string[],
): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...lines), editsWith(pieces))
    .map(([line, edits]) => edited(line, edits));
}

/** A line of some form with parts taken out, replaced or put in; sometimes it goes on as another line. */
export const mutatedLine: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...LINE_FORMS),
    editsWith(PIECES),
    fc.option(fc.tuple(fc.nat(600), fc.constantFrom(...LINE_FORMS)), { freq: 8 }),
  )
  .map(([line, edits, splice]) => {
    const text = edited(line, edits);
    return splice === null ? text : text.slice(0, splice[0]) + splice[1].slice(splice[0]);
  });

/** What a source may hold, as bytes: lines like ours, and anything at all. */
export const lineBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: mutatedLine.map((text) => new Uint8Array(Buffer.from(text))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
