import type { Command } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { databaseOption, documentFormatOption } from "../options.ts";

export function addDoctor(program: Command, io: Io, state: ExitState): void {
  program
    .command("doctor")
    .description("can I trust this? what was read and what was not, gaps, clocks, the database")
    .addOption(databaseOption(io))
    .option("--full", "read the whole file: is a page damaged, how many rows would compact save?")
    .option("--tz <zone>", "zone of dates, such as Europe/Berlin (default: this machine's)")
    .addOption(documentFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { doctor } = await import("../actions/doctor.ts");
      state.exitCode = doctor(options, io);
    });
}

const EXAMPLES = `
● is well, ▲ is worth knowing, ■ is wrong; what is not well says what to do next.
Exit code: 0 nothing is wrong, 1 something is, or the database cannot be read.

Examples:
  smtp-analyze doctor
  smtp-analyze doctor --full --format json
`;
