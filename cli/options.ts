import { type Command, Option } from "commander";
import type { Io } from "./io.ts";

/** The formats of every command that prints a table. */
const TABLE_FORMATS = ["text", "json", "jsonl", "csv"] as const;

export function databaseOption(io: Io): Option {
  return new Option("--db <file>", "result database ($SMTP_ANALYZE_DB)").default(
    io.env["SMTP_ANALYZE_DB"] || "smtp-analyze.db",
  );
}

/** Which configuration file: the one flag that every command has. */
export function configOption(): Option {
  return new Option("--config <file>", "configuration file ($SMTP_ANALYZE_CONFIG)");
}

/** Causes and providers of the user's own. */
export function rulesOption(io: Io): Option {
  const option = new Option("--rules <file>", "your own rules, TOML or JSON ($SMTP_ANALYZE_RULES)");
  const rules = io.env["SMTP_ANALYZE_RULES"] ?? "";
  return rules === "" ? option : option.default(rules);
}

/** Senders are counted only where somebody asks for it: their domains say whose mail it is. */
export function sendersOption(io: Io): Option {
  const option = new Option(
    "--senders",
    "also count by the domain of our senders, never by address ($SMTP_ANALYZE_SENDERS=1)",
  );
  const isOn = ["1", "true", "yes", "on"].includes(io.env["SMTP_ANALYZE_SENDERS"] ?? "");
  return isOn ? option.default(true) : option;
}

/** May be given several times. */
export function contentFilterOption(): Option {
  return new Option(
    "--content-filter <name>",
    "a content filter of yours, by service (smtp-amavis) or host: no remote host (repeatable)",
  ).argParser((name: string, before: readonly string[] = []) => [...before, name]);
}

export function tableFormatOption(): Option {
  return new Option("--format <format>", "how to print").choices(TABLE_FORMATS).default("text");
}

/** The formats of every command that prints a document. */
export function documentFormatOption(): Option {
  return new Option("--format <format>", "how to print").choices(["text", "json"]).default("text");
}

export function asciiOption(): Option {
  return new Option("--ascii", "text without a sign beyond ASCII (default: as the locale says)");
}

export function providerOption(): Option {
  return new Option("--provider <name>", "only this provider, such as google or yahoo");
}

/** The flags that say which refusals, in which window, are counted. `LensFlags` is what they become. */
export function lensOptions(command: Command): Command {
  return windowOptions(command)
    .addOption(
      new Option(
        "--codes <list>",
        "reply codes to count, such as 421,450-452 (default: 421)",
      ).conflicts("allThrottling"),
    )
    .option("--all-throttling", "count every reply whose cause is throttling, whatever its code");
}

/** The flags that say which window. */
export function windowOptions(command: Command): Command {
  return command
    .option(
      "--since <when>",
      'count from here: 24h, 7d, "2 weeks ago", today, "yesterday 14:00", "last monday", 2026-11-01, "2026-11-01 06:00"',
    )
    .option("--until <when>", "count up to here, not including it; same forms")
    .option("--tz <zone>", "zone of dates, such as Europe/Berlin (default: this machine's)");
}
