import type { Place } from "../src/meaning/own-rules.ts";

/** `[[rule]]`, with blanks anywhere */
const HEADER = /^\s*\[\[\s*([\w-]{1,64})\s*\]\]/u;
/** `cause = "rate_limit"`, `[cause]` */
const KEY = /^(?:\[\s*)?"?([\w-]{1,64})"?\s*(?:=|\])/u;

/** The line of a TOML file, from 1, where a key of the nth table stands; its table's line where the key does not. */
export function lineOfToml(text: string, { table, index, key }: Place): number {
  const lines = text.split("\n").map((line) => line.trim());
  const openings = lines.flatMap((line, at) => (HEADER.test(line) ? [at] : []));
  const starts = openings.filter((at) => HEADER.exec(lines[at] ?? "")?.[1] === table);
  if (index === null) {
    const named = lines.findIndex((line) => KEY.exec(line)?.[1] === table);
    return 1 + Math.max(0, starts[0] ?? named);
  }
  const start = starts[index] ?? 0;
  const end = openings.find((at) => at > start) ?? lines.length;
  const within = lines.slice(start + 1, end).findIndex((line) => KEY.exec(line)?.[1] === key);
  return start + 1 + (within < 0 ? 0 : within + 1);
}

/** The same for a JSON file. */
export function lineOfJson(text: string, { table, index, key }: Place): number {
  const places = placesOf(text);
  const path = [table, index, key].filter((part) => part !== null);
  const at = places.get(path.join("/")) ?? places.get(path.slice(0, 2).join("/")) ?? 0;
  return text.slice(0, at).split("\n").length;
}

/** A token of JSON that matters for places: a string (perhaps a key), or what opens, closes and parts. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{},:]/gsu;

/** Where keys and list members stand in a JSON text: `rule/1/cause` → offset. */
function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const path: (string | number)[] = [];
  let word = { text: "", at: 0 };
  for (const { 0: token, index: at } of text.matchAll(TOKEN)) {
    switch (token) {
      case "{":
        places.set(path.join("/"), at);
        path.push("");
        break;
      case "[":
        path.push(0);
        break;
      case "}":
      case "]":
        path.pop();
        break;
      case ",":
        path.push(next(path.pop() ?? 0));
        break;
      case ":":
        path.pop();
        path.push(word.text);
        places.set(path.join("/"), word.at);
        break;
      default:
        word = { text: token.slice(1, -1), at };
    }
  }
  return places;
}

/** What stands behind a comma: the next member of a list, or a key that is not known yet. */
function next(part: string | number): string | number {
  return typeof part === "number" ? part + 1 : "";
}
