import type { Command } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions, providerOption, tableFormatOption } from "../options.ts";

export function addStatus(program: Command, io: Io, state: ExitState): void {
  const command = program
    .command("status")
    .description("are we being throttled now, by whom, since when, how badly?")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .option("--alert-state <file>", "print only what changed since the last run, kept in this file")
    .option("--remind <length>", "with --alert-state: repeat what goes on so often", "24h")
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { status } = await import("../actions/status.ts");
      state.exitCode = status(options, io);
    });
}

const EXAMPLES = `
Without --since it looks at the last hour; where that has fewer than 100 attempts, at the last six or 24 hours.
Exit code: 0 ok, 1 watch, 2 critical, 3 not enough data (or the newest line is more than an hour old).

Examples:
  smtp-analyze status
  smtp-analyze status --all-throttling --format json
  smtp-analyze status --alert-state /var/lib/smtp-analyze/alerts.json   # from cron: mails only news
`;
