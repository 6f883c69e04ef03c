import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Failure } from "../../src/domain/failure.ts";

const locate = createRequire(import.meta.url);

function assetText(name: string, hint: string): string {
  try {
    return readFileSync(locate.resolve(name), "utf8");
  } catch {
    throw new Failure(`cannot read ${name} of the report`, hint);
  }
}

/** In this order: later sheets refine earlier ones, and paper has the last word. */
const SHEETS: readonly string[] = [
  "palette",
  "page",
  "verdict",
  "figures",
  "tables",
  "providers",
  "reasons",
  "episodes",
  "heat",
  "outcome",
  "controls",
  "zoom",
  "paper",
];

/** Lines and indentation, and then the blanks around signs and behind colons, are for whoever writes the sheets. */
const BLANKS = /\s+/gu;
const AROUND_SIGNS = / ?([{};,>]) ?/gu;
const BEHIND_COLONS = /: /gu;

/** The style sheet and the script that every page carries inside it. */
type Assets = { readonly css: string; readonly script: string };

export function reportAssets(): Assets {
  return {
    css: SHEETS.map((name) => assetText(`#assets/${name}.css`, "reinstall smtp-analyze"))
      .join("")
      .replace(BLANKS, " ")
      .replace(AROUND_SIGNS, "$1")
      .replace(BEHIND_COLONS, ":"),
    script: assetText("#assets/page.js", "run npm run build:page"),
  };
}

/** The JSON Schema of the report's JSON. */
export function reportSchema(): string {
  return assetText("#schema/report-1.schema.json", "reinstall smtp-analyze");
}
