import type { Command } from "commander";
import type { Io } from "../io.ts";
import {
  asciiOption,
  databaseOption,
  lensOptions,
  providerOption,
  tableFormatOption,
} from "../options.ts";

export function addTrend(program: Command, io: Io): void {
  const command = program
    .command("trend")
    .description("the rate step by step: better or worse than before?")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .option("--compare <length>", "also with the window so much earlier, such as 7d")
    .addOption(asciiOption())
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { trend } = await import("../actions/trend.ts");
      trend(options, io);
    });
}

const EXAMPLES = `
Without --since, the 24 hours up to the newest line. Better and worse are said only where the 95 % interval of the
difference leaves zero out.

Examples:
  smtp-analyze trend
  smtp-analyze trend --provider yahoo --since 24h --compare 7d
`;
