import { type Command, Option } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions, providerOption, tableFormatOption } from "../options.ts";

export function addCompare(program: Command, io: Io): void {
  const command = program
    .command("compare")
    .description("two windows of the same length: did it help?")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .addOption(
      new Option("--at <when>", "before and after this moment; same forms as --since").conflicts([
        "since",
        "until",
        "against",
      ]),
    )
    .option("--window <length>", "length of a window, such as 30m", "24h")
    .option("--against <length>", "how much earlier the other window lies (default: right before)")
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { compare } = await import("../actions/compare.ts");
      compare(options, io);
    });
}

const EXAMPLES = `
Two windows are compared only where the logs cover 95 % of both; otherwise the reason is printed and the exit code is 1.

Examples:
  smtp-analyze compare --at "2026-11-20 03:10" --window 30m
  smtp-analyze compare --since 24h --against 7d
`;
