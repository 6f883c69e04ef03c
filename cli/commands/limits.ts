import { type Command, Option } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, providerOption, tableFormatOption, windowOptions } from "../options.ts";

export function addLimits(program: Command, io: Io): void {
  const command = program
    .command("limits")
    .description("how many a minute a provider took before it refused, and how to stay below")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .addOption(
      new Option("--mta <name>", "whose settings to print")
        .choices(["postfix", "exim"])
        .default("postfix"),
    )
    .addOption(tableFormatOption());
  windowOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { limits } = await import("../actions/limits.ts");
      limits(options, io);
    });
}

const EXAMPLES = `
Rates are known where counts are kept by the minute (the last 14 days, after "compact"). Refusals begin where an episode of
throttling begins; its rate is that of the ten minutes before. The settings stay 20 % below: below the lower end of the
interval, or below the lowest rate where there are fewer than six episodes.

Examples:
  smtp-analyze limits
  smtp-analyze limits --provider yahoo
  smtp-analyze limits --provider google --mta exim
`;
