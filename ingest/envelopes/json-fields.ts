/** The fields of one JSON object by lower-case name. Where two names differ in case only, the first counts. */
export type Fields = ReadonlyMap<string, unknown>;

/** The object that a line holds, or null where it holds none or a broken one. */
export function parseFields(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>();
  for (const [name, field] of Object.entries(value)) {
    const key = name.toLowerCase();
    if (!fields.has(key)) fields.set(key, field);
  }
  return fields;
}

/** The field of this name; `process.name` is that field, or `name` inside the object `process`. */
export function fieldOf(fields: Fields, name: string): unknown {
  const field = fields.get(name);
  const dot = name.indexOf(".");
  if (field !== undefined || dot < 0) return field;
  const inner = fieldsOf(fields.get(name.slice(0, dot)));
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
    return inner === null ? null : firstOf(inner, ["name", "hostname"], wordOf);
  }
  return word.includes("/") || word === "stdout" || word === "stderr" ? null : word;
}

/** `5879` or `"5879"` → the process id. */
export function pidOf(field: unknown): number | null {
  const pid = typeof field === "number" ? field : Number(wordOf(field) ?? Number.NaN);
  return Number.isInteger(pid) && pid > 0 && pid <= 0xffff_ffff ? pid : null;
}
