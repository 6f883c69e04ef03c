import { type Command, Option } from "commander";
import type { Io } from "../io.ts";
import { asciiOption, databaseOption, lensOptions } from "../options.ts";

export function addReport(program: Command, io: Io): void {
  const command = program
    .command("report")
    .description("everything on one page, as HTML, text, JSON, CSV or mail")
    .addOption(databaseOption(io))
    .addOption(
      new Option(
        "--format <format>",
        "default: by the ending of --out, else text; json-schema describes the JSON",
      ).choices(["html", "text", "json", "csv", "mail", "json-schema"]),
    )
    .option("--out <file>", "write here instead of stdout")
    .option("--title <title>", "title of the report")
    .option("--compact", "add old minutes and hours up first, as the command compact does")
    .addOption(
      new Option("--only-if <state>", "say nothing when it is better than this").choices([
        "watch",
        "critical",
      ]),
    );
  mailOptions(command.addOption(asciiOption()));
  lensOptions(command)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { report } = await import("../actions/report.ts");
      await report(options, io);
    });
}

function mailOptions(command: Command): void {
  command
    .option("--to <addresses>", "mail: who gets it, separated by commas")
    .option("--from <address>", "mail: from whom (default: smtp-analyze at this host)")
    .addOption(
      new Option("--smtp <url>", "mail: send through smtp://host:25").conflicts("sendmail"),
    )
    .option("--sendmail [path]", "mail: send through this machine's sendmail")
    .option("--attach", "mail: with the HTML page attached")
    .option("--link <place>", "mail: where the whole report can be found");
}

const EXAMPLES = `
Examples:
  smtp-analyze report --since 24h --out report.html
  smtp-analyze report --compact --since 24h --out /var/www/throttling.html    nightly
  smtp-analyze report --all-throttling --since 7d
  smtp-analyze report --codes 421,450-452 --format json
  smtp-analyze report --since 24h --format mail --to postmaster@example.org --sendmail --only-if watch
`;
