import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Failure } from "../../src/domain/failure.ts";
import { problemsFailure } from "../file-problems.ts";
import { reasonOf, tomlOf } from "../toml-file.ts";
import { nearest } from "./near.ts";
import { lineOf } from "./place.ts";
import { SETTINGS, type Setting, type Value } from "./settings.ts";

/** The file that was read, and where each setting in it stands. */
export type Config = {
  readonly path: string;
  readonly values: ReadonlyMap<string, { readonly value: Value; readonly line: number }>;
};

const HINT =
  "correct it, then look again: smtp-analyze config check; docs/config.md has every setting";

/** Reads a file. Throws a Failure that names the line and key of everything that is wrong in it. */
export async function readConfig(path: string): Promise<Config> {
  const text = await textOf(path);
  const leaves = leavesOf(tomlOf(text, path, HINT));
  const folder = dirname(resolve(path));
  const values = new Map<string, { value: Value; line: number }>();
  const problems: { line: number; says: string }[] = [];
  for (const [key, found] of leaves) {
    const line = lineOf(text, key);
    const setting = SETTINGS.find((one) => one.key === key);
    const value = setting?.read(found, folder) ?? null;
    if (value !== null) values.set(key, { value, line });
    else problems.push({ line, says: problemOf(key, found, setting) });
  }
  problems.push(...contradictionsOf(values));
  if (problems.length > 0) throw wrongConfig(path, problems);
  return { path, values };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Failure(
      `cannot read the configuration ${path}: ${reasonOf(error)}`,
      "name another file with --config or $SMTP_ANALYZE_CONFIG",
      2,
    );
  }
}

/** `{ mail: { to: "a" } }` → `mail.to` and what stands there. */
function leavesOf(document: unknown, above = ""): readonly (readonly [string, unknown])[] {
  return Object.entries(document ?? {}).flatMap(([name, value]: [string, unknown]) => {
    const key = above + name;
    return isTable(value) && TABLES.has(key) ? leavesOf(value, `${key}.`) : [[key, value] as const];
  });
}

const isTable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `mail`, `thresholds` */
const TABLES: ReadonlySet<string> = new Set(
  SETTINGS.flatMap(({ key }) => (key.includes(".") ? [key.split(".")[0] ?? ""] : [])),
);

function problemOf(key: string, found: unknown, setting: Setting | undefined): string {
  if (setting !== undefined) {
    return `${key} is ${shown(found)}, which is not ${setting.allowed}`;
  }
  if (TABLES.has(key)) return `${key} is ${shown(found)}, which is not a table: write [${key}]`;
  const meant = nearest(key, [...SETTINGS.map((one) => one.key), ...TABLES]);
  const known = `known are ${SETTINGS.map((one) => one.key).join(", ")}`;
  return `${key} is no setting; ${meant === null ? known : `did you mean ${meant}?`}`;
}

/** What was found, short enough for a line, and without a password. */
function shown(found: unknown): string {
  const text = (JSON.stringify(found) ?? String(found)).replace(PASSWORD, "//…@");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** `//user:secret@`, the last @ of it where the secret has one, too */
export const PASSWORD: RegExp = /\/\/[^/\s]{1,256}@/u;

type Values = Config["values"];

function contradictionsOf(values: Values): readonly { line: number; says: string }[] {
  const watch = values.get("thresholds.watch_percent")?.value ?? 1;
  const critical = values.get("thresholds.critical_percent");
  const lowest = critical?.value ?? 5;
  const sendmail = values.get("mail.sendmail");
  const line = critical?.line ?? values.get("thresholds.watch_percent")?.line ?? 1;
  return [
    ...(watch < lowest
      ? []
      : [
          {
            line,
            says: `thresholds.watch_percent (${watch}) is not below critical_percent (${lowest})`,
          },
        ]),
    ...(sendmail?.value === true && values.has("mail.smtp")
      ? [{ line: sendmail.line, says: "mail.sendmail and mail.smtp are both given: keep one" }]
      : []),
  ];
}

function wrongConfig(
  path: string,
  problems: readonly { readonly line: number; readonly says: string }[],
): Failure {
  const inOrder = [...problems].sort((one, other) => one.line - other.line);
  return problemsFailure(
    inOrder.map(({ line, says }) => `${path}:${line}: ${says}`),
    HINT,
  );
}
