import type { Explanation } from "../../src/meaning/explain.ts";
import type { Part } from "../../src/meaning/numbers.ts";
import type { Look } from "./look.ts";
import { withoutControls } from "./remote-text.ts";
import { fitted, paint, wrapped } from "./text-table.ts";

/** Whose settings are printed. */
export type MtaChoice = "postfix" | "exim" | null;

/** No line is longer than this, however wide the terminal: prose is read, not scanned. */
const WIDEST = 100;

/** So much of the text that a rule is for is shown, in characters. */
const EXAMPLE_LENGTH = 120;

/** An explanation for people: what was said, why, whether to retry, what to change. */
export function renderWhy(explanation: Explanation, mta: MtaChoice, given: Look): string {
  const look = { ...given, columns: Math.min(given.columns, WIDEST) };
  const sections = [
    headLines(explanation, look),
    numberLines(explanation, look),
    causeLines(explanation, look),
    stepLines(explanation, mta, look),
    ...recipeSections(explanation, mta, look),
    linkLines(explanation, look),
  ];
  const filled = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${filled.join("\n\n")}\n`;
}

const COLOURS = {
  yes: "green",
  slower: "yellow",
  "after-change": "red",
  no: "red",
  none: "dim",
} as const;

/** `421 4.7.0 · Google · Rate limit` */
function headLines(explanation: Explanation, look: Look): readonly string[] {
  const { code, enhanced, text, label, provider, providerFrom } = explanation;
  const numbers = [code, enhanced].filter((part) => part !== null).join(" ");
  const name = provider === "unknown" ? "" : withoutControls(explanation.providerName);
  const who = providerFrom === "text" ? `${name}, by its words` : name;
  const parts = [numbers, who, label ?? "nothing refused"].filter((part) => part !== "");
  const said = withoutControls(text).trim();
  const isBare = said === numbers || said === "";
  return [
    paint("bold", parts.join(" · "), look),
    ...(isBare
      ? []
      : wrapped(`“${said}”`, look.columns, "  ", "   ").map((line) => paint("dim", line, look))),
  ];
}

const title = (text: string, look: Look): string => paint("bold", text, look);

/** A name in its column of seven, right or left, and words in theirs. */
function entry(name: string, text: string, look: Look): readonly string[] {
  return wrapped(text, look.columns, " ".repeat(11)).map((line, at) =>
    at === 0 ? `  ${name}  ${line.trimStart()}` : line,
  );
}

function partLines(parts: readonly Part[], look: Look): readonly string[] {
  return parts.flatMap(({ digits, says }) => entry(digits.padStart(7), says, look));
}

type Named = { readonly title: string | null; readonly source: string | null };

function namedLines(number: string, { title, source }: Named, look: Look): readonly string[] {
  const words =
    title === null ? "no standard defines it: its first digit counts" : `${title} (${source})`;
  return entry(number.padEnd(7), words, look);
}

function numberLines(explanation: Explanation, look: Look): readonly string[] {
  const { code, codeWords, enhanced, statusWords, providerName } = explanation;
  if (codeWords === null && statusWords === null) return [];
  const lines = [title("What it says", look)];
  if (code !== null && codeWords !== null) {
    lines.push(...namedLines(String(code), codeWords, look), ...partLines(codeWords.parts, look));
  }
  if (enhanced !== null && statusWords !== null) {
    const { parts, own } = statusWords;
    lines.push(...namedLines(enhanced, statusWords, look), ...partLines(parts, look));
    if (own !== null) lines.push(...entry(" ".repeat(7), `${providerName} means: ${own}`, look));
  }
  const contrast = codeWords?.contrast ?? null;
  return contrast === null ? lines : [...lines, "", ...wrapped(contrast, look.columns, "  ")];
}

type Row = readonly [name: string, text: string];

function causeLines(explanation: Explanation, look: Look): readonly string[] {
  const { cause, label, rule, retry, who, ruleExample, ruleSource, pace } = explanation;
  const noRule = "none: the text names no reason we know";
  const rows: readonly Row[] =
    cause === null
      ? [["Retry", retry.when]]
      : [
          ["Cause", `${label} (${cause})`],
          ["Rule", rule === "" ? noRule : rule],
          ["", ruleSource === null ? "" : `from ${ruleSource}`],
          ["", ruleExample === null ? "" : `such as “${fitted(ruleExample, EXAMPLE_LENGTH)}”`],
          ["Who", who ?? ""],
          ["Retry", retry.when],
          ["Pace", pace ?? ""],
        ];
  const lines = rows
    .filter(([, text]) => text !== "")
    .flatMap(([name, text]) => {
      const drawn = entry(name.padEnd(7), text, look);
      return name === "Retry"
        ? drawn.map((line) => paint(COLOURS[retry.helps], line, look))
        : drawn;
    });
  return [title("Why", look), ...lines];
}

/** Steps that name one MTA only are left out for users of the other. */
function stepLines(explanation: Explanation, mta: MtaChoice, look: Look): readonly string[] {
  const other = mta === "postfix" ? "Exim:" : mta === "exim" ? "Postfix:" : null;
  const steps = explanation.steps.filter((step) => other === null || !step.startsWith(other));
  if (steps.length === 0) return [];
  return [
    title("What to do", look),
    ...steps.flatMap((step) => wrapped(step, look.columns, "  - ", "    ")),
  ];
}

const MTA_NAMES = { postfix: "Postfix", exim: "Exim" } as const;

/** Lines to paste are never wrapped. */
function recipeSections(
  { recipes }: Explanation,
  mta: MtaChoice,
  look: Look,
): readonly (readonly string[])[] {
  const block = (name: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : [
          title(name, look),
          ...lines.map((line) => `    ${line.startsWith("#") ? paint("dim", line, look) : line}`),
        ];
  return [
    ...(["postfix", "exim"] as const)
      .filter((name) => mta === null || mta === name)
      .map((name) => block(MTA_NAMES[name], recipes[name])),
    block("Check", recipes.checks),
  ];
}

function linkLines({ links, cause, providerName }: Explanation, look: Look): readonly string[] {
  if (links.length === 0 || cause === null) return [];
  return [
    title(`Pages of ${withoutControls(providerName)}`, look),
    ...links.map((link) => `  ${link}`),
  ];
}
