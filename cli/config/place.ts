/** `[mail]`, with blanks anywhere */
const TABLE = /^\[\s*([\w.-]{1,128})\s*\]/u;
/** `watch_percent = 1`, `thresholds.watch_percent = 1`, `"zone" = "UTC"` */
const KEY = /^"?([\w.-]{1,128})"?\s*=/u;

/** The line of a TOML text, from 1, where a key such as `mail.to` stands; that of its table where the key is inside an inline one. */
export function lineOf(text: string, key: string): number {
  const lines = new Map<string, number>();
  let table = "";
  for (const [index, line] of text.split("\n").entries()) {
    const words = line.trim();
    const header = TABLE.exec(words)?.[1];
    const name = KEY.exec(words)?.[1];
    if (header !== undefined) table = `${header}.`;
    const found = header ?? (name === undefined ? null : table + name);
    if (found !== null && !lines.has(found)) lines.set(found, index + 1);
  }
  return lines.get(key) ?? lines.get(key.split(".")[0] ?? "") ?? 1;
}
