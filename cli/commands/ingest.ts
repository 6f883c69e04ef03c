import type { Command } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { contentFilterOption, databaseOption, rulesOption, sendersOption } from "../options.ts";

export function addIngest(program: Command, io: Io, state: ExitState): void {
  program
    .command("ingest", { isDefault: true })
    .description("read logs into the database (the default command); reads stdin when it is piped")
    .argument(
      "[files...]",
      "log files, plain or compressed, in any order; a folder for the logs in it; - for stdin",
    )
    .addOption(databaseOption(io))
    .addOption(rulesOption(io))
    .addOption(contentFilterOption())
    .addOption(sendersOption(io))
    .option("--tz <zone>", "zone of stamps that name none (default: this machine's)")
    .option(
      "--year <year>",
      "year in which stamps that name none begin (default: from the file's date)",
    )
    .option(
      "--strict",
      "fail when more than 0.1 % of the lines that look like deliveries are not understood",
    )
    .option(
      "-j, --jobs <threads>",
      "1: one thread; 2: a second one counts (default: 2 above 1.5 GB where there is a second core)",
    )
    .option("-q, --quiet", "say nothing unless something is wrong")
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options, command: Command) => {
      const { ingest } = await import("../actions/ingest.ts");
      const { chosenFiles } = await import("../config/sources.ts");
      const { refuseMisplaced } = await import("../misplaced.ts");
      refuseMisplaced(files, command.parent?.commands.map((one) => one.name()) ?? []);
      state.exitCode = await ingest(await chosenFiles(files, options, io), options, {
        io,
        help: () => command.parent?.outputHelp(),
      });
    });
}

const EXAMPLES = `
Without files, stdin is read where something comes through it, else those of "sources" in the configuration file
(docs/config.md). Reading a file again, or under another name, adds only what is new. Of a folder the logs in it are
read, oldest first, not those in folders inside it. docs/formats.md lists what is read.

Examples:
  smtp-analyze ingest /var/log/mail.log*
  smtp-analyze ingest --strict /var/log/mail/
  journalctl -o short-iso -u 'postfix*' | smtp-analyze ingest --db history.db
  smtp-analyze ingest --tz Europe/Berlin --year 2025 old-maillog
`;
