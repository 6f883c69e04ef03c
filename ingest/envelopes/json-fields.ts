import { BODY, CONTAINER, HOST, HOST_WITHIN, PID, PROGRAM, TIME } from "../json-names.ts";

/**
 * The fields of one JSON object that anybody asks for, by lower-case name; `hasOthers`: it has some that nobody does. Where two
 * names differ in case only, the first counts.
 */
export type Fields = { readonly named: ReadonlyMap<string, unknown>; readonly hasOthers: boolean };

/** Every name that is asked for. `process.name` is a name, and so are its words: the second may stand in an object of the first. */
const ASKED: ReadonlySet<string> = new Set(
  [BODY, TIME, HOST, PROGRAM, PID, HOST_WITHIN, CONTAINER]
    .flat()
    .flatMap((name) => [name, ...parentsOf(name), ...name.split(".")]),
);

/** `log.syslog.hostname` → `syslog.hostname`: what is asked of the object `log` */
function parentsOf(name: string): readonly string[] {
  const dot = name.indexOf(".");
  return dot < 0 ? [] : [name.slice(dot + 1), ...parentsOf(name.slice(dot + 1))];
}

/** The object that a line holds, or null where it holds none or a broken one. */
export function parseFields(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Spellings of names kept: what a log calls its fields, thousands of times. */
const MOST_SPELLINGS = 10_000;

/** Spellings that were seen → the name that is asked for, null for one that nobody asks for. */
const SPELLINGS = new Map<string, string | null>();

function nameOf(spelling: string): string | null {
  const known = SPELLINGS.get(spelling);
  if (known !== undefined) return known;
  const lower = spelling.toLowerCase();
  const name = ASKED.has(lower) ? lower : null;
  if (SPELLINGS.size >= MOST_SPELLINGS) SPELLINGS.clear();
  SPELLINGS.set(spelling, name);
  return name;
}

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const named = new Map<string, unknown>();
  let hasOthers = false;
  const object = value as Readonly<Record<string, unknown>>;
  for (const spelling of Object.keys(object)) {
    const name = nameOf(spelling);
    if (name === null) hasOthers = true;
    else if (!named.has(name)) named.set(name, object[spelling]);
  }
  return { named, hasOthers };
}

/** What the inner object does not say, the one around it does. */
export function withFields(outer: Fields, inner: Fields): Fields {
  const named = new Map([...outer.named, ...inner.named]);
  return { named, hasOthers: outer.hasOthers || inner.hasOthers };
}

/** The field of this name; `process.name` is that field, or `name` inside the object `process`. */
export function fieldOf(fields: Fields, name: string): unknown {
  const field = fields.named.get(name);
  const dot = name.indexOf(".");
  if (field !== undefined || dot < 0) return field;
  const inner = fieldsOf(fields.named.get(name.slice(0, dot)));
  return inner === null ? undefined : fieldOf(inner, name.slice(dot + 1));
}

/** What `read` makes of the first of these fields that it can read. */
export function firstOf<T>(
  fields: Fields,
  names: readonly string[],
  read: (field: unknown) => T | null,
): T | null {
  for (const name of names) {
    const field = fieldOf(fields, name);
    if (field === undefined || field === null) continue;
    const found = read(field);
    if (found !== null) return found;
  }
  return null;
}

/**
 * A field as text. journald writes an array of bytes where the value is not UTF-8, and an array of strings where a field
 * repeats: the first counts.
 */
export function textOf(field: unknown): string | null {
  if (typeof field === "string") return field;
  if (!Array.isArray(field)) return null;
  const values: readonly unknown[] = field;
  if (typeof values[0] === "string") return values[0];
  const isBytes = values.length > 0 && values.every((value) => typeof value === "number");
  return isBytes ? Buffer.from(values).toString("utf8") : null;
}

/** A field as a word; `-` and nothing are none. */
export function wordOf(field: unknown): string | null {
  const text = textOf(field)?.trim() ?? "";
  return text === "" || text === "-" || text.length > 255 ? null : text;
}

/** `vm`, `{"name": "vm"}` or `{"hostname": "vm"}`. A path, or the name of a stream, is where a line came from, not a host. */
export function hostOf(field: unknown): string | null {
  const word = wordOf(field);
  if (word === null) {
    const inner = fieldsOf(field);
    return inner === null ? null : firstOf(inner, HOST_WITHIN, wordOf);
  }
  return word.includes("/") || word === "stdout" || word === "stderr" ? null : word;
}

/** `5879` or `"5879"` → the process id. */
export function pidOf(field: unknown): number | null {
  const pid = typeof field === "number" ? field : Number(wordOf(field) ?? Number.NaN);
  return Number.isInteger(pid) && pid > 0 && pid <= 0xffff_ffff ? pid : null;
}
