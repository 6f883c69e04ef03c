import type { Command } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions, providerOption, tableFormatOption } from "../options.ts";

export function addCauses(program: Command, io: Io): void {
  const command = program
    .command("causes")
    .description("what exactly they say, and which texts are new")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .option("--limit <rows>", "how many texts", "10")
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { causes } = await import("../actions/causes.ts");
      causes(options, io);
    });
}

const EXAMPLES = `
NEW marks a text that a provider said for the first time in this window; in the first week of a database nothing is new.

Examples:
  smtp-analyze causes --since 24h
  smtp-analyze causes --provider yahoo --since 6h --all-throttling
`;
