/** A line without byte order mark and carriage return. */
export function plainTextOf(text: string): string {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = text.charCodeAt(text.length - 1) === 0x0d ? text.length - 1 : text.length;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
