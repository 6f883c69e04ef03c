/** What a reader may narrow the page to. */
export const KEYS = ["provider", "cause", "code", "service"] as const;

export type Key = (typeof KEYS)[number];

/** Within a key any of its values will do; keys and text must all hold. An empty key asks for nothing. */
export type Filter = Readonly<Record<Key, ReadonlySet<string>>> & { readonly text: string };

/** A row of the page, as a filter sees it: of services it may have met several. `text` is in lower case. */
export type Subject = Readonly<Record<Exclude<Key, "service">, string>> & {
  readonly service: ReadonlyMap<string, number>;
  readonly text: string;
};

export const NO_FILTER: Filter = {
  provider: new Set(),
  cause: new Set(),
  code: new Set(),
  service: new Set(),
  text: "",
};

export function isEmpty(filter: Filter): boolean {
  return filter.text === "" && KEYS.every((key) => filter[key].size === 0);
}

function holds(values: ReadonlySet<string>, value: Subject[Key]): boolean {
  if (values.size === 0) return true;
  return typeof value === "string" ? values.has(value) : [...values].some((one) => value.has(one));
}

export function matches(filter: Filter, subject: Subject): boolean {
  if (!KEYS.every((key) => holds(filter[key], subject[key]))) return false;
  return subject.text.includes(filter.text.toLowerCase());
}

/** A click chooses one value, a second click none; with Shift values come and go beside each other. */
export function picked(filter: Filter, key: Key, value: string, adding: boolean): Filter {
  const values = new Set(filter[key]);
  const had = values.has(value);
  if (!adding) {
    const only = had && values.size === 1;
    return { ...filter, [key]: new Set(only ? [] : [value]) };
  }
  if (had) values.delete(value);
  else values.add(value);
  return { ...filter, [key]: values };
}

export function without(filter: Filter, key: Key, value: string): Filter {
  return { ...filter, [key]: new Set([...filter[key]].filter((other) => other !== value)) };
}

/** A fragment that holds a view starts with this; others are places of the page. */
const VIEW = "#?";

/** `#?provider=google&text=tss04`: kept behind the `#`, which a browser never sends. Null where it names a place. */
export function parseView(fragment: string): ReadonlyMap<string, readonly string[]> | null {
  if (!fragment.startsWith(VIEW)) return null;
  const fields = new URLSearchParams(fragment.slice(VIEW.length));
  return new Map([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}

export function filterOf(view: ReadonlyMap<string, readonly string[]>): Filter {
  const values = (key: Key): ReadonlySet<string> => new Set(view.get(key) ?? []);
  return {
    provider: values("provider"),
    cause: values("cause"),
    code: values("code"),
    service: values("service"),
    text: view.get("text")?.[0] ?? "",
  };
}

/** How a view looks: its colours, what stands beside its numbers, and the part of the window that is drawn. */
export type Manner = {
  readonly theme: string;
  /** Null is what the page opens with. */
  readonly compare: string | null;
  /** Epoch seconds; null is the whole window. */
  readonly part: readonly [from: number, until: number] | null;
};

/** `2026-11-18T02:00Z`: to the minute, so that an address stays readable. */
function minuteOf(at: number): string {
  return new Date(at * 1000).toISOString().replace(":00.000Z", "Z");
}

/** The part of the window that a view shows; null where the address names none. */
export function partOf(
  view: ReadonlyMap<string, readonly string[]>,
): readonly [from: number, until: number] | null {
  const at = (name: string) => Date.parse(view.get(name)?.[0] ?? "") / 1000;
  const [from, until] = [at("from"), at("until")];
  return from < until ? [from, until] : null;
}

/** The fragment of a view, or nothing for the whole page as it opens. */
export function fragmentOf(filter: Filter, { theme, compare, part }: Manner): string {
  const fields = new URLSearchParams();
  for (const key of KEYS) for (const value of filter[key]) fields.append(key, value);
  if (filter.text !== "") fields.append("text", filter.text);
  if (theme !== "auto") fields.append("theme", theme);
  if (compare !== null) fields.append("compare", compare);
  if (part !== null) {
    fields.append("from", minuteOf(part[0]));
    fields.append("until", minuteOf(part[1]));
  }
  const written = fields.toString();
  return written === "" ? "" : `${VIEW}${written}`;
}
