import type { Command } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { databaseOption, documentFormatOption } from "../options.ts";

export function addCompact(program: Command, io: Io, state: ExitState): void {
  program
    .command("compact")
    .description("add old minutes up to hours, and old hours up to days; no sum changes")
    .addOption(databaseOption(io))
    .option("--minutes-for <time>", "keep minutes this long, counted back from the newest", "14d")
    .option("--hours-for <time>", "keep hours this long; older counts are kept by the day", "90d")
    .option("--dry-run", "say what would become of it and change nothing")
    .option("--vacuum", "give freed space back to the disk; needs as much again while it runs")
    .addOption(documentFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { compact } = await import("../actions/compact.ts");
      state.exitCode = await compact(options, io);
    });
}

const EXAMPLES = `
Age is counted back from the newest count in the database, or from the clock where that is earlier.

Examples:
  smtp-analyze compact --dry-run
  smtp-analyze compact --minutes-for 7d --hours-for 60d
  smtp-analyze compact --vacuum
`;
