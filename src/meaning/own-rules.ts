import { parseEnhanced } from "../domain/enhanced-status.ts";
import { replyCodeAt } from "../domain/reply-code.ts";
import { createCauseOf, type OwnRule } from "./cause.ts";
import type { Operator } from "./data/operator.ts";
import type { OwnRules } from "./knowledge.ts";
import { CATALOGUE } from "./rules/catalogue.ts";
import { CAUSES, type Cause, type Pattern } from "./rules/rule.ts";

/** Where in a file of rules something is wrong: `rule` number 2, its `cause`. `key` is null where the whole table is meant. */
export type Place = {
  readonly table: string;
  readonly index: number | null;
  readonly key: string | null;
};
export type Problem = { readonly place: Place; readonly says: string };

/** Makes a pattern of what a user wrote, or says what is wrong with it. */
export type Compile = (source: string) => Pattern | { readonly wrong: string };

export type Checked = { readonly own: OwnRules; readonly problems: readonly Problem[] };

const RULE_KEYS = [
  "id",
  "cause",
  "says",
  "codes",
  "enhanced",
  "providers",
  "example",
  "source",
  "date",
];
const PROVIDER_KEYS = ["key", "name", "hosts"];

/** `ours.partner-throttle` */
const RULE_ID = /^[a-z0-9][a-z0-9.-]{1,63}$/u;
/** `partner_mx` */
const PROVIDER_KEY = /^[a-z0-9][a-z0-9_.-]{0,63}$/u;
/** `4.7.1` */
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/u;
/** `mx*.example.net`, `.example.net`, `mx.example.net` */
const HOST = /^\.?[a-z0-9*][a-z0-9.*-]{0,250}\.[a-z0-9-]{2,63}$/u;

/** Reads what a user added. Whatever is wrong is told; what is right is kept all the same. */
export function checkOwnRules(document: unknown, compile: Compile): Checked {
  const problems: Problem[] = [];
  const tell = (place: Place, says: string): void => {
    problems.push({ place, says });
  };
  if (!isTable(document)) {
    return {
      own: { rules: [], operators: [] },
      problems: [{ place: { table: "", index: null, key: null }, says: "holds no tables" }],
    };
  }
  for (const table of Object.keys(document)) {
    if (table !== "rule" && table !== "provider") {
      tell({ table, index: null, key: null }, "is neither rule nor provider");
    }
  }
  const rules = tablesOf(document, "rule", tell).flatMap((table, index) =>
    ruleOf(new Fields(table, { table: "rule", index, key: null }, tell), compile),
  );
  const operators = tablesOf(document, "provider", tell).flatMap((table, index) =>
    operatorOf(new Fields(table, { table: "provider", index, key: null }, tell)),
  );
  tellRepeats(rules, tell);
  return { own: { rules, operators }, problems };
}

type Table = Readonly<Record<string, unknown>>;
type Tell = (place: Place, says: string) => void;

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tablesOf(document: Table, name: string, tell: Tell): readonly Table[] {
  const tables = document[name] ?? [];
  if (Array.isArray(tables) && tables.every(isTable)) return tables;
  tell({ table: name, index: null, key: null }, "is not a list of tables");
  return [];
}

/** The fields of one table, each checked as it is taken. */
class Fields {
  readonly #table: Table;
  readonly #place: Place;
  readonly #tell: Tell;

  constructor(table: Table, place: Place, tell: Tell) {
    this.#table = table;
    this.#place = place;
    this.#tell = tell;
  }

  wrong(key: string | null, says: string): null {
    this.#tell({ ...this.#place, key }, says);
    return null;
  }

  onlyKeys(known: readonly string[]): void {
    for (const key of Object.keys(this.#table)) {
      if (!known.includes(key)) this.wrong(key, `is not a key here (${known.join(", ")})`);
    }
  }

  has(key: string): boolean {
    return this.#table[key] !== undefined;
  }

  text(key: string): string | null {
    const value = this.#table[key];
    if (value === undefined) return null;
    if (typeof value === "string" && value !== "") return value;
    return this.wrong(key, "is not a text");
  }

  /** A list whose members all look right. */
  list<T>(key: string, isRight: (value: unknown) => value is T, what: string): readonly T[] {
    const value = this.#table[key] ?? [];
    if (Array.isArray(value) && value.every(isRight)) return value;
    this.wrong(key, `is not a list of ${what}`);
    return [];
  }
}

const isCode = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 400 && value <= 599;
const isStatus = (value: unknown): value is string =>
  typeof value === "string" && STATUS.test(value);
const isKey = (value: unknown): value is string =>
  typeof value === "string" && PROVIDER_KEY.test(value);
const isHost = (value: unknown): value is string => typeof value === "string" && HOST.test(value);

function ruleOf(fields: Fields, compile: Compile): readonly OwnRule[] {
  fields.onlyKeys(RULE_KEYS);
  const id = idOf(fields);
  const cause = causeIn(fields);
  const when = conditionsOf(fields, compile);
  if (id === null || cause === null || when === null) return [];
  const example = fields.text("example");
  const rule: OwnRule = {
    id,
    cause,
    ...when,
    providers: fields.list("providers", isKey, "provider keys"),
    example: example ?? "",
    source: fields.text("source") ?? "own rule",
    date: fields.text("date") ?? "undated",
  };
  if (example !== null && !holdsForExample(rule)) {
    fields.wrong("example", "is not what this rule holds for");
  }
  return [rule];
}

type Conditions = Pick<OwnRule, "says" | "codes" | "enhanced">;

function conditionsOf(fields: Fields, compile: Compile): Conditions | null {
  const says = patternOf(fields, compile);
  const codes = fields.list("codes", isCode, "reply codes from 400 to 599");
  const enhanced = fields.list("enhanced", isStatus, 'statuses such as "4.7.1"');
  if (!fields.has("says") && !fields.has("enhanced")) {
    return fields.wrong(null, "needs says or enhanced: a code alone would hold for everything");
  }
  if (says === null && enhanced.length === 0) return null;
  return {
    ...(says === null ? {} : { says }),
    ...(codes.length === 0 ? {} : { codes }),
    ...(enhanced.length === 0 ? {} : { enhanced }),
  };
}

function idOf(fields: Fields): string | null {
  const id = fields.text("id");
  if (id === null) return fields.wrong("id", "is missing");
  if (!RULE_ID.test(id)) return fields.wrong("id", "is not made of a-z, 0-9, dot and hyphen");
  return CATALOGUE.has(id) ? fields.wrong("id", `is a built-in rule: ${id}`) : id;
}

function causeIn(fields: Fields): Cause | null {
  const text = fields.text("cause");
  if (text === null) return fields.wrong("cause", "is missing");
  const cause = CAUSES.find((known) => known === text);
  return cause ?? fields.wrong("cause", `${JSON.stringify(text)} is none of ${CAUSES.join(", ")}`);
}

function patternOf(fields: Fields, compile: Compile): Pattern | null {
  const source = fields.text("says");
  if (source === null) return null;
  const pattern = compile(source);
  return "wrong" in pattern ? fields.wrong("says", pattern.wrong) : pattern;
}

function holdsForExample(rule: OwnRule): boolean {
  const { example } = rule;
  const code = replyCodeAt(example, 0) || 421;
  const enhanced = parseEnhanced(example.slice(4));
  const provider = rule.providers[0] ?? "unknown";
  const causeOf = createCauseOf([rule]);
  return causeOf({ provider, code, enhanced, stage: "unknown", text: example }).rule === rule.id;
}

function operatorOf(fields: Fields): readonly Operator[] {
  fields.onlyKeys(PROVIDER_KEYS);
  const key = fields.text("key");
  const hosts = fields.list("hosts", isHost, 'host names such as "mx*.example.net", lower case');
  if (key === null || !PROVIDER_KEY.test(key)) {
    fields.wrong("key", key === null ? "is missing" : "is not made of a-z, 0-9, _, dot and hyphen");
    return [];
  }
  if (hosts.length === 0) fields.wrong("hosts", "names no host");
  return [{ key, name: fields.text("name") ?? key, hosts }];
}

function tellRepeats(rules: readonly OwnRule[], tell: Tell): void {
  const seen = new Set<string>();
  for (const [index, { id }] of rules.entries()) {
    if (seen.has(id)) tell({ table: "rule", index, key: "id" }, `${id} stands here twice`);
    seen.add(id);
  }
}
