import { type Command, Option } from "commander";
import type { TopBy } from "../../reports/index.ts";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions, providerOption, tableFormatOption } from "../options.ts";

const KEYS = [
  "provider",
  "host",
  "ip",
  "code",
  "enhanced",
  "cause",
  "log-host",
  "service",
  "sender-domain",
] as const satisfies readonly TopBy[];

export function addTop(program: Command, io: Io): void {
  const command = program
    .command("top")
    .description("who throttles most, by one key")
    .addOption(databaseOption(io))
    .addOption(new Option("--by <key>", "what to count by").choices(KEYS).default("provider"))
    .addOption(providerOption())
    .option("--limit <rows>", "how many rows", "10")
    .addOption(tableFormatOption());
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { top } = await import("../actions/top.ts");
      top(options, io);
    });
}

const EXAMPLES = `
Examples:
  smtp-analyze top
  smtp-analyze top --by enhanced --since yesterday --until today
  smtp-analyze top --by sender-domain --provider yahoo    which of our senders (ingest --senders)
  smtp-analyze top --by cause --all-throttling --format csv
`;
