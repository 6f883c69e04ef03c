import { writeFileSync } from "node:fs";
import { buildReport, type Format, type ReportModel, renderReport } from "../../reports/index.ts";
import type { VerdictState } from "../../reports/model.ts";
import { reportSchema } from "../../reports/render/assets.ts";
import { renderMail } from "../../reports/render/mail.ts";
import { Failure } from "../../src/domain/failure.ts";
import { reading } from "../../src/store/open.ts";
import { hasColour, type Io, lookOf } from "../io.ts";
import { type LensChoice, type LensFlags, parseLens } from "../lens.ts";
import { type Delivery, sendMail } from "../mail.ts";
import { osWords } from "../os-words.ts";
import { isAscii } from "../print.ts";
import { type ThresholdFlags, thresholdsOf } from "../thresholds.ts";
import { version } from "../version.ts";
import { compactQuietly } from "./compact.ts";

export type ReportFlags = LensFlags &
  ThresholdFlags &
  MailFlags & {
    readonly db: string;
    readonly format?: Format | "mail" | "json-schema";
    readonly out?: string;
    readonly title?: string;
    readonly onlyIf?: "watch" | "critical";
    readonly compact?: boolean;
    readonly ascii?: boolean;
    /** The configuration file that was read. */
    readonly config?: string;
  };

type MailFlags = {
  readonly to?: string;
  readonly from?: string;
  readonly smtp?: string;
  readonly sendmail?: boolean | string;
  readonly attach?: boolean;
  readonly link?: string;
};

/** Draws the report and writes it to --out or stdout, or mails it. Its schema needs no database. */
export async function report(flags: ReportFlags, io: Io): Promise<void> {
  const format = formatOf(flags);
  if (format === "json-schema") return write(reportSchema(), flags.out, io);
  const now = io.now();
  const lens = parseLens(flags, now);
  if (flags.compact === true && !(await compactQuietly(flags.db, io))) {
    throw new Failure("stopped before the report was drawn", "what was compacted stays so");
  }
  const model = modelFor(flags, lens, now);
  if (isTooGood(model.verdict.state, flags.onlyIf)) return;
  if (format === "mail") {
    const message = await sendMail(
      renderMail(model, flags.link ?? null),
      deliveryOf(flags, model, io),
    );
    if (message !== null) write(message, flags.out, io);
    return;
  }
  const colour = flags.out === undefined && hasColour(io, io.stdout);
  const ascii = flags.ascii === true || (flags.out === undefined && isAscii(io));
  const look = { ...lookOf(io), colour, ascii };
  write(renderReport(model, format, look), flags.out, io);
}

function modelFor(flags: ReportFlags, lens: LensChoice, now: number): ReportModel {
  return reading(flags.db, (db) =>
    buildReport(db, {
      ...lens,
      generatedAt: now,
      previous: true,
      sections: true,
      version: version(),
      command: commandOf(flags),
      thresholds: thresholdsOf(flags),
      ...(flags.title === undefined ? {} : { title: flags.title }),
    }),
  );
}

/** With --only-if a good day is silent. Too little data is no good day: a log that is not read looks quiet. */
function isTooGood(state: VerdictState, onlyIf: ReportFlags["onlyIf"]): boolean {
  if (onlyIf === undefined || state === "critical") return false;
  return onlyIf === "critical" || state === "ok";
}

function deliveryOf(flags: ReportFlags, model: ReportModel, io: Io): Delivery {
  const { to, from, smtp, sendmail = false, attach = false } = flags;
  if (to === undefined && (sendmail !== false || smtp !== undefined)) {
    throw new Failure("nobody to send the report to", "name somebody with --to", 2);
  }
  const attachment = attach
    ? { name: "report.html", html: renderReport(model, "html", { columns: 80, colour: false }) }
    : null;
  const host = io.hostname;
  return {
    to,
    from: from ?? `smtp-analyze@${host}`,
    smtp,
    sendmail,
    at: io.now(),
    host,
    attachment,
  };
}

function write(text: string, out: string | undefined, io: Io): void {
  if (out === undefined || out === "-") {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    throw new Failure(`cannot write ${out}: ${osWords(error)}`, "choose another place with --out");
  }
}

/** --format, else the ending of --out, else text. */
function formatOf({ format, out }: ReportFlags): NonNullable<ReportFlags["format"]> {
  if (format !== undefined) return format;
  if (out?.endsWith(".html") || out?.endsWith(".htm")) return "html";
  if (out?.endsWith(".csv")) return "csv";
  return out?.endsWith(".json") ? "json" : "text";
}

/** The command that makes the same report again. */
function commandOf(flags: ReportFlags): string {
  const named: readonly (readonly [string, string | undefined])[] = [
    ["--config", flags.config],
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
