import type { Command } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions, providerOption, tableFormatOption } from "../options.ts";

export function addDelivery(program: Command, io: Io): void {
  const command = program
    .command("delivery")
    .description("does throttled mail arrive in the end, how late, and what will expire?")
    .addOption(databaseOption(io))
    .addOption(providerOption())
    .option("--lifetime <length>", "how long a message stays in the queue at most", "5d")
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { delivery } = await import("../actions/delivery.ts");
      delivery(options, io);
    });
}

const EXAMPLES = `
Followed are recipients from their first refusal to the line that says what became of them. They are kept by the UTC day
on which that began: --since and --until are widened to whole days. Give --lifetime the value of your MTA
(Postfix: maximal_queue_lifetime; Exim: the end of its retry rules).

Examples:
  smtp-analyze delivery
  smtp-analyze delivery --provider yahoo --since 7d
  smtp-analyze delivery --lifetime 4d --format json
`;
