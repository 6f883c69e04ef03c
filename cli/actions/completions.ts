import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import type { Io } from "../io.ts";

/** The library's own commands must not take the names of ours. */
const LIBRARY = { completionCommandName: "library-completions" } as const;

/** What the script takes for "offer the names of files" (ShellCompDirectiveDefault). */
const FILES = ":0\n";

/**
 * Completions made from the definitions of the commands. This is the one file that knows the library; it writes to the
 * process's stdout itself. `program` is a copy of its own, because the library adds commands to it.
 */
export function printCompletionScript(program: Command, shell: string): void {
  tab(program, LIBRARY).setup(program.name(), program.name(), shell);
}

/** Answers what may follow on a command line: this is what the script asks at every press of the tab key. */
export function printCompletions(program: Command, words: readonly string[], io: Io): void {
  if (takesFile(program, words)) io.stdout.write(FILES);
  else tab(program, LIBRARY).parse([...words]);
}

/** `--db <file>` → its value is a file */
const FILE_VALUE = /<(?:file|path)>$/u;

/** Whether the last word is the name of a file: the value of such a flag, or an argument `files`. */
function takesFile(program: Command, words: readonly string[]): boolean {
  const [name = ""] = words;
  const last = words[words.length - 1] ?? "";
  const before = words[words.length - 2];
  const command = program.commands.find((one) => one.name() === name);
  const flag = command?.options.find(({ long, short }) => before === long || before === short);
  if (flag !== undefined) return FILE_VALUE.test(flag.flags);
  if (last.startsWith("-")) return false;
  const isPath = command === undefined && last.includes("/");
  const takesFiles = command?.registeredArguments.some((one) => one.name() === "files") === true;
  return isPath || (takesFiles && words.length > 1);
}
