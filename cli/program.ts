import { Command } from "commander";
import type { AddCommand, ExitState } from "./command.ts";
import { addCauses } from "./commands/causes.ts";
import { addCompact } from "./commands/compact.ts";
import { addCompare } from "./commands/compare.ts";
import { completionsOf } from "./commands/completions.ts";
import { addConfig } from "./commands/config.ts";
import { addDelivery } from "./commands/delivery.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEpisodes } from "./commands/episodes.ts";
import { addFollow } from "./commands/follow.ts";
import { addIngest } from "./commands/ingest.ts";
import { addLimits } from "./commands/limits.ts";
import { addReport } from "./commands/report.ts";
import { addRules } from "./commands/rules.ts";
import { addSql } from "./commands/sql.ts";
import { addStatus } from "./commands/status.ts";
import { addTop } from "./commands/top.ts";
import { addTrend } from "./commands/trend.ts";
import { addWhy } from "./commands/why.ts";
import type { Io } from "./io.ts";
import { configOption } from "./options.ts";
import { version } from "./version.ts";

/** In the order of the help. */
const COMMANDS: readonly AddCommand[] = [
  addIngest,
  addFollow,
  addStatus,
  addReport,
  addTop,
  addCauses,
  addTrend,
  addCompare,
  addEpisodes,
  addDelivery,
  addLimits,
  addWhy,
  addRules,
  addSql,
  addDoctor,
  addCompact,
  addConfig,
];

/** The command line: every command and flag once; help is made from the same definitions. */
export function createProgram(io: Io, state: ExitState): Command {
  const program = new Command("smtp-analyze")
    .description(
      "Who throttles your outgoing mail, how badly, why and since when: from Postfix and Exim logs.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .addOption(configOption())
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .addHelpText("after", EXAMPLES)
    .hook("preAction", (_, command) => configure(program, command, io));
  for (const add of [...COMMANDS, completionsOf(COMMANDS)]) add(program, io, state);
  return program;
}

/** These do without the file, so that a wrong one stands in nobody's way; `config` reads it itself. */
const UNCONFIGURED: ReadonlySet<string> = new Set(["completions", "complete", "check", "show"]);

async function configure(program: Command, command: Command, io: Io): Promise<void> {
  if (UNCONFIGURED.has(command.name())) return;
  const { configPath } = await import("./config/search.ts");
  const path = configPath(program.opts<{ config?: string }>().config, io.env);
  if (path === null) return;
  const { readConfig } = await import("./config/read.ts");
  const { applyConfig } = await import("./config/apply.ts");
  applyConfig(await readConfig(path), command, io.env);
}

const EXAMPLES = `
Examples:
  smtp-analyze /var/log/mail.log              read a log
  smtp-analyze follow /var/log/mail.log       keep reading
  smtp-analyze report --out report.html       everything, as a page
  smtp-analyze top --by host --since 24h      who throttled most since yesterday
  smtp-analyze why "421 4.7.0 Try later"      what a reply means, and what to do
`;
