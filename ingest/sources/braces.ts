const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Counts the braces that are open after each piece of an object, outside quotes: no string of JSON spans lines. */
export function createBraceCounter(): (piece: string) => number {
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;

  function see(unit: number): void {
    if (unit === NEWLINE) isQuoted = false;
    else if (unit === QUOTE && !isEscaped) isQuoted = !isQuoted;
    else if (!isQuoted) depth += stepOf(unit);
    isEscaped = isQuoted && unit === BACKSLASH && !isEscaped;
  }

  return (piece) => {
    for (let at = 0; at < piece.length; at++) see(piece.charCodeAt(at));
    return depth;
  };
}

function stepOf(unit: number): number {
  if (unit === OPEN) return 1;
  return unit === CLOSE ? -1 : 0;
}
