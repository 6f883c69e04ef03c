import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "recheck";
import ts from "typescript";
import { expect, test, vi } from "vitest";

/** The checker in JavaScript: it runs wherever the tests do, without a Java machine. */
vi.stubEnv("RECHECK_BACKEND", "pure");

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** `{1,500}`, `{20}`; not the braces of `\p{L}` and `\u{1f600}` */
const REPEATS = /(?<!\\[pPu])\{(\d+)(?:,(\d+))?\}/gu;

type Pattern = { readonly file: string; readonly literal: string };

function sourcesOf(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

function syntaxOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.ES2023);
}

/** Every node of a file that `pick` makes something of. */
function collect<Found>(file: string, pick: (node: ts.Node) => Found | null): readonly Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const picked = pick(node);
    if (picked !== null) found.push(picked);
    ts.forEachChild(node, visit);
  };
  visit(syntaxOf(file));
  return found;
}

const FILES = ["cli", "src", "ingest", "reports"].flatMap(sourcesOf).concat("index.ts");

const PATTERNS: readonly Pattern[] = FILES.flatMap((file) =>
  collect(file, (node) =>
    ts.isRegularExpressionLiteral(node) ? { file, literal: node.text } : null,
  ),
);

/**
 * Bounded repeats cut short. A bound multiplies the time by a number and never adds a degree to it, but the checker unrolls
 * it: what it says about the short pattern holds for the long one.
 */
function shortened(source: string): string {
  return source.replace(REPEATS, (_, from: string, until: string | undefined) => {
    const least = Math.min(Number(from), 2);
    return until === undefined ? `{${least}}` : `{${least},${Math.min(Number(until), least + 1)}}`;
  });
}

/** `linear`, or what else the checker says about the time a pattern takes. */
async function verdictOn(literal: string): Promise<string> {
  const end = literal.lastIndexOf("/");
  const source = shortened(literal.slice(1, end));
  const diagnostics = await check(source, literal.slice(end + 1), {
    checker: "automaton",
    timeout: 60_000,
  });
  if (diagnostics.status === "unknown") return `unknown: ${diagnostics.error.kind}`;
  return diagnostics.complexity.summary;
}

test.each([
  ["/(?:a+)+$/u", "exponential"],
  ["/\\s+$/u", "2nd degree polynomial"],
  ["/ said: .{0,60}.* \\(in reply/u", "2nd degree polynomial"],
  ["/^a{1,50}b/u", "safe"],
  ["/^a+b/u", "linear"],
])("the checker tells %s to be %s", async (literal, verdict) => {
  expect(await verdictOn(literal)).toBe(verdict);
});

test("each pattern of the program takes time in proportion to the text", async () => {
  const seen = new Map<string, string>(PATTERNS.map(({ literal, file }) => [literal, file]));
  expect(seen.size).toBeGreaterThan(200);
  const others: string[] = [];
  for (const [literal, file] of seen) {
    const verdict = await verdictOn(literal);
    if (verdict !== "linear" && verdict !== "safe") others.push(`${file}: ${literal}: ${verdict}`);
  }
  expect(others).toEqual([]);
}, 180_000);

test("no pattern is made at run time, where nobody could check it", () => {
  const made = FILES.flatMap((file) =>
    collect(file, (node) =>
      (ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression)
        ? file
        : null,
    ),
  );
  expect(made).toEqual([]);
});

function isRegExp(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && callee.text === "RegExp";
}
