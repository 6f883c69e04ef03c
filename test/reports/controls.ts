/** Code points that steer a terminal or turn a line around: C0, C1, zero-width, bidirectional, line separators. */
const STEERING: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
];

/** Those of them that a text holds; the line breaks of the layout are none. */
export function controlsIn(text: string): readonly string[] {
  return Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0;
    return STEERING.some(([first, last]) => point >= first && point <= last);
  });
}
