import type { Command } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, providerOption, tableFormatOption, windowOptions } from "../options.ts";

export function addEpisodes(program: Command, io: Io): void {
  const command = program
    .command("episodes")
    .description("incidents of throttling: from when until when, how bad, why")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .addOption(tableFormatOption());
  windowOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { episodes } = await import("../actions/episodes.ts");
      episodes(options, io);
    });
}

const EXAMPLES = `
An episode opens when a provider throttles 1 % of the attempts and 5 recipients in two quarters of an hour in a row, and
ends when an hour of log has stayed below 0.5 %. Counted are 421s, and whatever refusal has throttling for its cause.

Examples:
  smtp-analyze episodes --since 7d
  smtp-analyze episodes --provider yahoo --format csv
`;
