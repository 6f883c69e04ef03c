import type { Command } from "commander";
import type { ExitState } from "../command.ts";
import type { Io } from "../io.ts";
import { documentFormatOption } from "../options.ts";

export function addConfig(program: Command, io: Io, state: ExitState): void {
  const config = program
    .command("config")
    .description("the configuration file: what is in effect, and is it right?")
    .addHelpText("after", EXAMPLES);
  config
    .command("check")
    .description("read it, print every setting with where it comes from, look whether files exist")
    .addOption(documentFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (_options, command: Command) => {
      const { checkConfig } = await import("../actions/config.ts");
      state.exitCode = await checkConfig(command.optsWithGlobals(), io);
    });
  config
    .command("show")
    .description("print every setting with where it comes from")
    .addOption(documentFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (_options, command: Command) => {
      const { showConfig } = await import("../actions/config.ts");
      await showConfig(command.optsWithGlobals(), io);
    });
}

const EXAMPLES = `
Without --config: $SMTP_ANALYZE_CONFIG, else the first that exists of ./smtp-analyze.toml,
$XDG_CONFIG_HOME/smtp-analyze/smtp-analyze.toml and /etc/smtp-analyze.toml. Exit code of check: 0 all is well, 1 not.

Examples:
  smtp-analyze config check
  smtp-analyze config show --config ./try.toml --format json
`;
