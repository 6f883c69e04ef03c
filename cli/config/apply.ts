import type { Command } from "commander";
import type { Environment } from "../io.ts";
import type { Config } from "./read.ts";
import { SETTINGS, type Setting } from "./settings.ts";

/** The two ways to send a mail: a flag for the one leaves out what the file says of the other. */
const RIVALS: Readonly<Record<string, string>> = { smtp: "sendmail", sendmail: "smtp" };

/** Gives a command what the file says, wherever neither a flag nor the environment says otherwise. */
export function applyConfig({ path, values }: Config, command: Command, env: Environment): void {
  command.setOptionValueWithSource("config", path, "config");
  for (const setting of SETTINGS) {
    const found = values.get(setting.key);
    if (found === undefined || !isFor(setting, command) || isSaid(setting, command, env)) continue;
    command.setOptionValueWithSource(setting.option, found.value, "config");
  }
}

function isFor({ commands, option }: Setting, command: Command): boolean {
  return commands === null
    ? command.options.some((one) => one.attributeName() === option)
    : commands.includes(command.name());
}

function isSaid({ option, variable }: Setting, command: Command, env: Environment): boolean {
  const said = [option, RIVALS[option] ?? option];
  const byFlag = said.some((one) => command.getOptionValueSource(one) === "cli");
  return byFlag || (variable !== null && (env[variable] ?? "") !== "");
}
