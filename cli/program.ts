import { Command, Option } from "commander";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** Where a command leaves an exit code other than 0 without having failed as a whole. */
export type ExitState = { exitCode: number };

const TOP_KEYS = [
  "provider",
  "host",
  "ip",
  "code",
  "enhanced",
  "cause",
  "log-host",
  "service",
] as const;
const TABLE_FORMATS = ["text", "json", "jsonl", "csv"] as const;

/** The command line: every command and flag once; help is made from the same definitions. */
export function createProgram(io: Io, state: ExitState): Command {
  const program = new Command("smtp-analyze")
    .description(
      "Who throttles your outgoing mail, how badly, why and since when: from Postfix and Exim logs.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .addHelpText("after", EXAMPLES.program);
  addIngest(program, io, state);
  addReport(program, io);
  addTop(program, io);
  addSql(program, io);
  return program;
}

function databaseOption(io: Io): Option {
  return new Option("--db <file>", "result database ($SMTP_ANALYZE_DB)").default(
    io.env["SMTP_ANALYZE_DB"] || "smtp-analyze.db",
  );
}

function lensOptions(command: Command): Command {
  return command
    .option(
      "--since <when>",
      "count from here: 24h, 7d, 90m, 2026-11-01, 2026-11-01T06:00, today, yesterday",
    )
    .option("--until <when>", "count up to here, not including it; same forms")
    .option("--tz <zone>", "zone of dates, such as Europe/Berlin (default: this machine's)")
    .addOption(
      new Option(
        "--codes <list>",
        "reply codes to count, such as 421,450-452 (default: 421)",
      ).conflicts("allThrottling"),
    )
    .option("--all-throttling", "count every reply whose cause is throttling, whatever its code");
}

function addIngest(program: Command, io: Io, state: ExitState): void {
  program
    .command("ingest", { isDefault: true })
    .description("read logs into the database (the default command); reads stdin when it is piped")
    .argument("[files...]", "log files, plain or compressed, in any order; - for stdin")
    .addOption(databaseOption(io))
    .option("--tz <zone>", "zone of stamps that name none (default: this machine's)")
    .option("--year <year>", "year of stamps that name none (default: from the file's date)")
    .option("-q, --quiet", "say nothing unless something is wrong")
    .addHelpText("after", EXAMPLES.ingest)
    .action(async (files: string[], options, command: Command) => {
      const { ingest } = await import("./commands/ingest.ts");
      state.exitCode = await ingest(files, options, {
        io,
        help: () => command.parent?.outputHelp(),
      });
    });
}

function addReport(program: Command, io: Io): void {
  const command = program
    .command("report")
    .description("everything on one page, as HTML, text or JSON")
    .addOption(databaseOption(io))
    .addOption(
      new Option("--format <format>", "default: by the ending of --out, else text").choices([
        "html",
        "text",
        "json",
      ]),
    )
    .option("--out <file>", "write here instead of stdout")
    .option("--title <title>", "title of the report");
  lensOptions(command)
    .addHelpText("after", EXAMPLES.report)
    .action(async (options) => {
      const { report } = await import("./commands/report.ts");
      await report(options, io);
    });
}

function addTop(program: Command, io: Io): void {
  const command = program
    .command("top")
    .description("who throttles most, by one key")
    .addOption(databaseOption(io))
    .addOption(new Option("--by <key>", "what to count by").choices(TOP_KEYS).default("provider"))
    .option("--limit <rows>", "how many rows", "10")
    .addOption(
      new Option("--format <format>", "how to print").choices(TABLE_FORMATS).default("text"),
    );
  lensOptions(command)
    .addHelpText("after", EXAMPLES.top)
    .action(async (options) => {
      const { top } = await import("./commands/top.ts");
      await top(options, io);
    });
}

function addSql(program: Command, io: Io): void {
  program
    .command("sql")
    .description("one read-only SQL statement on the views (docs/sql.md)")
    .argument("<statement>", "the statement; - reads it from stdin")
    .addOption(databaseOption(io))
    .addOption(
      new Option("--format <format>", "how to print").choices(TABLE_FORMATS).default("text"),
    )
    .addHelpText("after", EXAMPLES.sql)
    .action(async (statement: string, options) => {
      const { sql } = await import("./commands/sql.ts");
      await sql(statement, options, io);
    });
}

const EXAMPLES = {
  program: `
Examples:
  smtp-analyze /var/log/mail.log              read a log
  tail -F /var/log/mail.log | smtp-analyze    keep reading
  smtp-analyze report --out report.html       everything, as a page
  smtp-analyze top --by host --since 24h      who throttled most since yesterday
`,
  ingest: `
Reading a file again, or under another name, adds only what is new.

Examples:
  smtp-analyze ingest /var/log/mail.log*
  journalctl -o short-iso -u 'postfix*' | smtp-analyze ingest --db history.db
  smtp-analyze ingest --tz Europe/Berlin --year 2025 old-maillog
`,
  report: `
Examples:
  smtp-analyze report --since 24h --out report.html
  smtp-analyze report --all-throttling --since 7d
  smtp-analyze report --codes 421,450-452 --format json
`,
  top: `
Examples:
  smtp-analyze top
  smtp-analyze top --by enhanced --since yesterday --until today
  smtp-analyze top --by cause --all-throttling --format csv
`,
  sql: `
Examples:
  smtp-analyze sql "SELECT * FROM throttle_by_host LIMIT 20"
  smtp-analyze sql "SELECT cause, sum(recipients) FROM deferral GROUP BY cause" --format csv
`,
} as const;
