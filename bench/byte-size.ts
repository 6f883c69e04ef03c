const SIZE = /^(\d{1,12})(K|M|G)?B?$/u;
const UNITS: Record<string, number> = { K: 1e3, M: 1e6, G: 1e9 };

/** `200MB`, `1G`, `4096` → bytes, in powers of ten; null where the text is no size. */
export function parseByteSize(text: string): number | null {
  const found = SIZE.exec(text.toUpperCase());
  if (found === null) return null;
  return Number(found[1]) * (UNITS[found[2] ?? ""] ?? 1);
}
