import { type Command, Option } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { contentFilterOption, databaseOption, rulesOption, sendersOption } from "../options.ts";

export function addFollow(program: Command, io: Io, state: ExitState): void {
  program
    .command("follow")
    .description("keep reading logs as they are written, across rotation, until it is stopped")
    .argument(
      "[files...]",
      "log files; one that does not exist yet is waited for (default: sources of the configuration)",
    )
    .addOption(databaseOption(io))
    .addOption(rulesOption(io))
    .addOption(contentFilterOption())
    .addOption(sendersOption(io))
    .addOption(
      new Option("--from <where>", "where to begin in a file that was never read")
        .choices(["start", "end"])
        .default("start"),
    )
    .option("--tz <zone>", "zone of stamps that name none (default: this machine's)")
    .option("--year <year>", "year of stamps that name none (default: from the file's date)")
    .option("-q, --quiet", "say nothing unless something is wrong")
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options) => {
      const { follow } = await import("../actions/follow.ts");
      const { followedFiles } = await import("../config/sources.ts");
      state.exitCode = await follow(await followedFiles(files, options), options, io);
    });
}

const EXAMPLES = `
A file that was read before is read on from there. SIGTERM and SIGINT commit and end; SIGHUP opens the files again.
Under systemd (Type=notify) it says when it is ready and feeds the watchdog.

Examples:
  smtp-analyze follow /var/log/mail.log
  smtp-analyze follow --from end --db /var/lib/smtp-analyze/mail.db /var/log/exim4/mainlog
`;
