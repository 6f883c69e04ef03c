import { type Command, Option } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, lensOptions } from "../options.ts";

export function addReport(program: Command, io: Io): void {
  const command = program
    .command("report")
    .description("everything on one page, as HTML, text or JSON")
    .addOption(databaseOption(io))
    .addOption(
      new Option("--format <format>", "default: by the ending of --out, else text").choices([
        "html",
        "text",
        "json",
      ]),
    )
    .option("--out <file>", "write here instead of stdout")
    .option("--title <title>", "title of the report")
    .option("--compact", "add old minutes and hours up first, as the command compact does");
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { report } = await import("../actions/report.ts");
      await report(options, io);
    });
}

const EXAMPLES = `
Examples:
  smtp-analyze report --since 24h --out report.html
  smtp-analyze report --compact --since 24h --out /var/www/throttling.html    nightly
  smtp-analyze report --all-throttling --since 7d
  smtp-analyze report --codes 421,450-452 --format json
`;
