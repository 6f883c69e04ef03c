// Readers call functions and copy the bits they need into constants of their own: what a module imports is looked up at
// every use, what it owns is compiled in.

const stop = 1;
const odd = 2;
const lower = 4;
const upper = 8;
const digit = 16;
const dot = 32;
const at = 64;
const join = 128;

/** Ends a word: a blank, a control or invisible character (bidi, zero width, surrogate), or a backslash. */
export const STOP: number = stop;
/** A stop that is not a plain blank. */
export const ODD: number = odd;
export const LETTER: number = lower | upper;
export const LOWER: number = lower;
export const DIGIT: number = digit;
export const DOT: number = dot;
/** `@`, and the `%` of its encoded form `%40`. */
export const AT: number = at;
/** Characters that hold a token together: `-`, `_`, `+` and their like. */
export const JOIN: number = join;

const backslash = 0x5c;

/** The code of the backslash: Exim writes `\n` where a line of a reply ends. */
export const BACKSLASH: number = backslash;

/** What an atom consists of: the smallest part of a word that is kept or replaced as a whole. */
const atom = lower | upper | digit | dot | join;

/** The class bits of every UTF-16 code unit; 0 is a separator, and so is every letter outside ASCII. */
const classes: Uint8Array = classesOfCodeUnits();

export function classOf(code: number): number {
  return classes[code] ?? 0;
}

export function isDigit(code: number): boolean {
  return classes[code] === digit;
}

export function isLetter(code: number): boolean {
  return (classOf(code) & (lower | upper)) !== 0;
}

export function isUpper(code: number): boolean {
  return classes[code] === upper;
}

export function isLower(code: number): boolean {
  return classes[code] === lower;
}

/** A letter, a digit, or what holds them together. */
export function isInAtom(code: number): boolean {
  return (classOf(code) & atom) !== 0;
}

/** A full stop, a hyphen and their like: part of an atom, but not at its ends. */
export function isGlue(code: number): boolean {
  return (classOf(code) & (dot | join)) !== 0;
}

export function isInHost(code: number): boolean {
  return (classOf(code) & (atom | at)) !== 0;
}

/** Whether a code unit ends a word. */
export function isStop(code: number): boolean {
  return (classOf(code) & stop) !== 0;
}

/** Whether a code unit separates words. */
export function isBlank(code: number): boolean {
  return (classOf(code) & stop) !== 0 && code !== backslash;
}

function classesOfCodeUnits(): Uint8Array {
  const table = new Uint8Array(65_536);
  const mark = (first: number, last: number, bits: number): void => {
    table.fill(bits, first, last + 1);
  };
  mark(0, 31, stop | odd);
  mark(32, 32, stop);
  mark(backslash, backslash, stop | odd);
  mark(0x7f, 0xa0, stop | odd);
  mark(0x061c, 0x061c, stop | odd);
  mark(0x2000, 0x200f, stop | odd);
  mark(0x2028, 0x202f, stop | odd);
  mark(0x205f, 0x206f, stop | odd);
  mark(0xd800, 0xdfff, stop | odd);
  mark(0xfeff, 0xfeff, stop | odd);
  mark(0x30, 0x39, digit);
  mark(0x41, 0x5a, upper);
  mark(0x61, 0x7a, lower);
  for (const sign of "-_+~*$&^") table[sign.charCodeAt(0)] = join;
  for (const sign of "@%") table[sign.charCodeAt(0)] = at;
  table[0x2e] = dot;
  return table;
}
