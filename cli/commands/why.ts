import { type Command, Option } from "commander";
import type { Io } from "../io.ts";
import { rulesOption } from "../options.ts";

export function addWhy(program: Command, io: Io): void {
  program
    .command("why")
    .description("what a reply, a code or a line of a log means, and what to do")
    .argument("<text...>", "a reply, 421, 221, 4.7.28 or a log line; - reads stdin")
    .option("--host <name>", "the host that said it, such as the MX: its own words are known then")
    .option(
      "--provider <name>",
      "who said it, where no host is known: google, yahoo, or a domain (example.com)",
    )
    .addOption(
      new Option(
        "--mta <name>",
        "whose settings to show (default: the log line's, else both)",
      ).choices(["postfix", "exim"]),
    )
    .addOption(
      new Option("--format <format>", "how to print; jsonl is one object per line of input")
        .choices(["text", "json", "jsonl"])
        .default("text"),
    )
    .addOption(rulesOption(io))
    .addHelpText("after", EXAMPLES)
    .action(async (words: readonly string[], options) => {
      const { why } = await import("../actions/why.ts");
      await why(words, options, io);
    });
}

const EXAMPLES = `
With --format jsonl - each line of stdin is a reply, or HOST<TAB>REPLY, and gives one object with
code, enhanced, provider, cause and rule. No database is needed.

Examples:
  smtp-analyze why 421
  smtp-analyze why --provider microsoft "451 4.7.500 Server busy"
  smtp-analyze why --mta postfix "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred"
  grep status=deferred /var/log/mail.log | tail -1 | smtp-analyze why -
  smtp-analyze why --format jsonl - < replies.txt
`;
