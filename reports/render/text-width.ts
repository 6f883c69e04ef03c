/**
 * What a terminal draws in two columns: the wide and fullwidth characters of Unicode's EastAsianWidth, by block, and what
 * is drawn as an emoji. A variation selector may make an emoji of what stands before it, hence the column of its own.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** What is drawn over the character before it, such as the dots of `ü` in two parts. */
const OVER = /[\p{Mn}\p{Me}]/u;

const EMOJI_SELECTOR = "\ufe0f";

/** What most texts are made of. */
const PLAIN = /^[\u0020-\u007e]*$/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  if (WIDE.test(character)) return 2;
  return character !== EMOJI_SELECTOR && OVER.test(character) ? 0 : 1;
}

/** The longest beginning of a text that fits into so many columns; at least one character, so that who cuts a text comes to its end. */
export function headOf(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Filled up with blanks to a width. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
