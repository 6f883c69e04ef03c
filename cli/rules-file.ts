import { readFile } from "node:fs/promises";
import { RE2JS } from "re2js";
import { Failure } from "../src/domain/failure.ts";
import { createKnowledge, type Knowledge, type OwnRules } from "../src/meaning/knowledge.ts";
import { type Compile, checkOwnRules, type Place } from "../src/meaning/own-rules.ts";
import { problemsFailure } from "./file-problems.ts";
import { lineOfJson, lineOfToml } from "./rules-place.ts";
import { reasonOf, tomlOf } from "./toml-file.ts";

/** What we know, with what the file adds. Throws a Failure that names file, line and key of everything that is wrong. */
export async function readKnowledge(path: string): Promise<Knowledge> {
  return createKnowledge(await readOwnRules(path));
}

export async function readOwnRules(path: string): Promise<OwnRules> {
  const text = await textOf(path);
  const isJson = path.endsWith(".json");
  const document = isJson ? jsonOf(text, path) : tomlOf(text, path, HINT);
  const { own, problems } = checkOwnRules(document, compile);
  if (problems.length === 0) return own;
  const lineOf = isJson ? lineOfJson : lineOfToml;
  throw problemsFailure(
    problems.map(({ place, says }) => `${path}:${lineOf(text, place)}: ${nameOf(place)} ${says}`),
    HINT,
  );
}

/** The syntax is RE2's: linear whatever the pattern, so neither look-around nor back-references. Case does not matter. */
const compile: Compile = (source) => {
  try {
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return { source, test: (words) => pattern.test(words) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { wrong: `is no pattern that RE2 knows: ${reason}` };
  }
};

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Failure(`cannot read the rules in ${path}: ${reasonOf(error)}`, null, 2);
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Failure(`${path}: ${error instanceof Error ? error.message : error}`, HINT, 2);
  }
}

const HINT = "what a file of rules holds: docs/rules.md";

/** `rule 2, cause` */
function nameOf({ table, index, key }: Place): string {
  const numbered = index === null ? table : `${table} ${index + 1}`;
  return [numbered, key].filter((part) => part !== null && part !== "").join(", ") || "the file";
}
