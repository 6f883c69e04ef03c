import type { Command } from "commander";
import { wrapped } from "../reports/render/text-table.ts";

/** What `man` shows above the commands. */
const INTRODUCTION = `reads Postfix and Exim logs as a stream, counts every temporary refusal of outgoing mail by remote host, code and cause
in one SQLite file, and draws reports from it. Logs may be rotated, renamed and compressed: no line of them counts twice.`;

/** The manual page in mdoc(7), from the same definitions as the help. `date` is the day of the release. */
export function manPageOf(program: Command, date: string): string {
  const commands = program.commands.filter((command) => !isHidden(command)).flatMap(leavesOf);
  return `${[
    `.Dd ${date}`,
    ".Dt SMTP-ANALYZE 1",
    ".Os",
    ".Sh NAME",
    `.Nm ${program.name()}`,
    ".Nd who throttles your outgoing mail, how badly, why and since when",
    ".Sh SYNOPSIS",
    ".Nm",
    ".Op Ar command",
    ".Op Ar options",
    ".Op Ar",
    ".Sh DESCRIPTION",
    ".Nm",
    ...prose(INTRODUCTION),
    ".Pp",
    "Every command takes:",
    ".Bl -tag -width Ds",
    ...program.options.filter((one) => one.long === "--config").flatMap(optionLines),
    ".El",
    ".Sh COMMANDS",
    ...commands.flatMap(commandLines),
    ...ENDING,
  ].join("\n")}\n`;
}

/** Commander keeps no public word on it. */
function isHidden(command: Command): boolean {
  return command.name() === "complete" || command.name() === "help";
}

/** `rules test` and `rules apply` for `rules`. */
function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands;
}

/** `rules test` */
function fullName(command: Command): string {
  const above = command.parent;
  return above?.parent ? `${above.name()} ${command.name()}` : command.name();
}

function commandLines(command: Command): readonly string[] {
  const args = command.registeredArguments.map((one) => ` Ar ${one.name()}`).join("");
  const options = command
    .createHelp()
    .visibleOptions(command)
    .filter((one) => one.long !== "--help");
  return [
    `.Ss ${escaped(fullName(command))}`,
    ...(args === "" ? [] : [`.D1 Nm Cm ${fullName(command)}${args}`]),
    ...prose(sentence(command.description())),
    ...(options.length === 0 ? [] : [".Bl -tag -width Ds", ...options.flatMap(optionLines), ".El"]),
  ];
}

function optionLines(option: Command["options"][number]): readonly string[] {
  const [, value] = VALUE.exec(option.flags) ?? [];
  const names = [option.short, option.long].filter((name) => name !== undefined && name !== null);
  const flags = names.map((name) => `Fl ${name.slice(1)}`).join(" , ");
  return [
    `.It ${flags}${value === undefined ? "" : ` Ar ${value}`}`,
    ...prose(`${sentence(option.description)}${choicesOf(option)}`),
  ];
}

/** `--db <file>` → `file` */
const VALUE = /[<[]([a-z]+)[>\]]$/u;

function choicesOf({ argChoices, defaultValue }: Command["options"][number]): string {
  const choices = argChoices === undefined ? "" : ` One of: ${argChoices.join(", ")}.`;
  const standard = typeof defaultValue === "string" ? ` Without it: ${defaultValue}.` : "";
  return `${choices}${standard}`;
}

/** `who throttles` → `Who throttles.` */
function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase();
  return `${first}${text.slice(1)}${ENDED.test(text) ? "" : "."}`;
}

const ENDED = /[.?]$/u;

/** roff wants every sentence on a line of its own, and lines short enough to read. */
function prose(text: string): readonly string[] {
  return text
    .replaceAll("\n", " ")
    .split(SENTENCE_END)
    .flatMap((part) => wrapped(part, 78, ""))
    .map(escaped);
}

const SENTENCE_END = /(?<=[.?]) /u;

/** roff takes a backslash, and a dot or quote at the start of a line, for its own. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replace(CONTROL_LINE, "\\&$&");
}

const CONTROL_LINE = /^[.']/u;

const ENDING: readonly string[] = [
  ".Sh ENVIRONMENT",
  ".Bl -tag -width Ds",
  ".It Ev SMTP_ANALYZE_CONFIG",
  "The configuration file, where no other is named.",
  ".It Ev SMTP_ANALYZE_DB",
  "The result database, where no other is named.",
  ".It Ev SMTP_ANALYZE_RULES",
  "The file of your own rules, where no other is named.",
  ".It Ev NO_COLOR",
  "No colour, whatever the terminal can do.",
  ".El",
  ".Sh FILES",
  "The first of these that exists is the configuration file, where neither the flag nor the variable names one:",
  ".Bl -tag -width Ds",
  ".It Pa ./smtp-analyze.toml",
  ".It Pa $XDG_CONFIG_HOME/smtp-analyze/smtp-analyze.toml",
  ".It Pa /etc/smtp-analyze.toml",
  ".El",
  ".Sh EXIT STATUS",
  "0 done, 1 failed, 2 wrong usage.",
  "The command status exits with 0 when all is well, 1 to watch, 2 when critical, 3 where there is too little data.",
  ".Sh EXAMPLES",
  ".Dl smtp-analyze /var/log/mail.log*",
  ".Dl tail -F /var/log/mail.log | smtp-analyze",
  ".Dl smtp-analyze report --since 24h --out report.html",
  ".Sh SEE ALSO",
  ".Xr sqlite3 1 ,",
  ".Xr postconf 5",
];
