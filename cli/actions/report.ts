import { writeFileSync } from "node:fs";
import { buildReport, type Format, renderReport } from "../../reports/index.ts";
import { Failure } from "../../src/domain/failure.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { columnsOf, hasColour, type Io } from "../io.ts";
import { type LensFlags, parseLens } from "../lens.ts";
import { version } from "../version.ts";
import { compactQuietly } from "./compact.ts";

export type ReportFlags = LensFlags & {
  readonly db: string;
  readonly format?: Format;
  readonly out?: string;
  readonly title?: string;
  readonly compact?: boolean;
};

/** Draws the report and writes it to --out or stdout. */
export async function report(flags: ReportFlags, io: Io): Promise<void> {
  const now = io.now();
  const lens = parseLens(flags, now);
  if (flags.compact === true && !(await compactQuietly(flags.db, io))) {
    throw new Failure("stopped before the report was drawn", "what was compacted stays so");
  }
  const db = openReadOnly(flags.db);
  try {
    const model = buildReport(db, {
      ...lens,
      generatedAt: now,
      version: version(),
      command: commandOf(flags),
      ...(flags.title === undefined ? {} : { title: flags.title }),
    });
    const look = {
      columns: columnsOf(io.stdout),
      colour: flags.out === undefined && hasColour(io, io.stdout),
    };
    write(renderReport(model, formatOf(flags), look), flags.out, io);
  } finally {
    db.close();
  }
}

/** `ENOENT: no such file or directory, open 'x'` → its first word */
const ERRNO = /^E[A-Z]+: /u;

function write(text: string, out: string | undefined, io: Io): void {
  if (out === undefined || out === "-") {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    const cause = error instanceof Error ? error.message.replace(ERRNO, "") : "unknown error";
    throw new Failure(`cannot write ${out}: ${cause}`, "choose another place with --out");
  }
}

/** --format, else the ending of --out, else text. */
function formatOf({ format, out }: ReportFlags): Format {
  if (format !== undefined) return format;
  if (out?.endsWith(".html") || out?.endsWith(".htm")) return "html";
  return out?.endsWith(".json") ? "json" : "text";
}

/** The command that makes the same report again. */
function commandOf(flags: ReportFlags): string {
  const named: readonly (readonly [string, string | undefined])[] = [
    ["--db", flags.db],
    ["--since", flags.since],
    ["--until", flags.until],
    ["--tz", flags.tz],
    ["--codes", flags.codes],
    ["--title", flags.title],
    ["--format", flags.format],
    ["--out", flags.out],
  ];
  const words = named.flatMap(([flag, value]) =>
    value === undefined ? [] : [flag, quoted(value)],
  );
  if (flags.allThrottling) words.push("--all-throttling");
  return ["smtp-analyze report", ...words].join(" ");
}

/** What needs no quotes in a shell. */
const PLAIN_WORD = /^[\w./:+,=@-]+$/u;

function quoted(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
