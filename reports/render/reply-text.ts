/** `421-4.7.0 Slow down 421 4.7.0 and come back` → code and mark at the start of a reply of several lines. */
const FIRST_LINE = /^([245]\d\d)-/u;

/** `421 4.7.0 Slow down` → code and enhanced code before the words. */
const PREFIX = /^[245]\d\d(?:[ -]|$)(?:[245]\.\d{1,3}\.\d{1,3}(?: |$))?/u;

/** `Slow\n421 down` as Exim joins lines: a backslash and an n, before a code. */
const EXIM_JOINT = /\\n(?=[245]\d\d(?:[ -]|$))/gu;

const BLANKS = / +/gu;

/** Where the last line starts: the last place where the code stands between blanks; -1 where it does not. */
function lastLineAt(text: string, codes: readonly string[]): number {
  return Math.max(...codes.map((code) => text.lastIndexOf(` ${code} `)));
}

/** Postfix joins the lines of a reply with blanks. The code that opens the first line opens each but the last. */
function unjoined(text: string, code: number | null): readonly string[] {
  const first = FIRST_LINE.exec(text)?.[1];
  if (first === undefined) return [text];
  const lines: string[] = [];
  let from = 0;
  for (
    let next = text.indexOf(` ${first}-`);
    next >= 0;
    next = text.indexOf(` ${first}-`, from + 1)
  ) {
    lines.push(text.slice(from, next));
    from = next + 1;
  }
  const last = lastLineAt(text, code === null ? [first] : [first, String(code)]);
  return last < from
    ? [...lines, text.slice(from)]
    : [...lines, text.slice(from, last), text.slice(last + 1)];
}

/** A sample as the lines that the remote side sent, each with its code. Whatever cannot be told apart stays one line. */
export function replyLines(sample: string, code: number | null): readonly string[] {
  return sample
    .split(EXIM_JOINT)
    .flatMap((line) => unjoined(line, code))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What was said, as flowing text: without the codes that open every line. Empty when a reply was nothing but its code. */
export function spokenText(sample: string, code: number | null): string {
  return replyLines(sample, code)
    .map((line) => line.replace(PREFIX, ""))
    .join(" ")
    .replace(BLANKS, " ")
    .trim();
}

/** Stands where a reply had digits and no words. */
export const NO_TEXT = "(no text)";
