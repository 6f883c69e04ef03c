import { Argument, Command } from "commander";
import type { AddCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { configOption } from "../options.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Completes the commands that are given, which are those of the program. */
export function completionsOf(commands: readonly AddCommand[]): AddCommand {
  return (program, io) => {
    program
      .command("completions")
      .description("the script that completes commands and flags in a shell")
      .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
      .addHelpText("after", EXAMPLES)
      .action(async (shell: string) => {
        const { printCompletionScript } = await import("../actions/completions.ts");
        printCompletionScript(copyOf(program, commands, io), shell);
      });
    program
      .command("complete", { hidden: true })
      .argument("[words...]")
      .allowUnknownOption()
      .action(async (words: string[]) => {
        const { printCompletions } = await import("../actions/completions.ts");
        printCompletions(copyOf(program, commands, io), words, io);
      });
  };
}

function copyOf(program: Command, commands: readonly AddCommand[], io: Io): Command {
  const copy = new Command(program.name());
  for (const add of commands) add(copy, io, { exitCode: 0 });
  for (const command of copy.commands.flatMap((one) => [one, ...one.commands])) {
    command.addOption(configOption());
  }
  return copy;
}

const EXAMPLES = `
Examples:
  smtp-analyze completions bash | sudo tee /etc/bash_completion.d/smtp-analyze
  smtp-analyze completions zsh > ~/.zfunc/_smtp-analyze
  smtp-analyze completions fish > ~/.config/fish/completions/smtp-analyze.fish
`;
