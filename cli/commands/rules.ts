import type { Command } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, tableFormatOption } from "../options.ts";

export function addRules(program: Command, io: Io): void {
  const rules = program
    .command("rules")
    .description(
      "causes and providers of your own: try a file of rules, or apply it to what is stored",
    )
    .addHelpText("after", EXAMPLES);
  rules
    .command("test")
    .description("which stored replies the rules would read otherwise; changes nothing")
    .argument("<file>", "TOML or JSON (docs/rules.md)")
    .addOption(databaseOption(io))
    .addOption(tableFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options) => {
      const { testRules } = await import("../actions/rules.ts");
      await testRules(file, options, io);
    });
  rules
    .command("apply")
    .description("give stored replies the causes of the rules, from their samples")
    .argument("<file>", "TOML or JSON (docs/rules.md)")
    .addOption(databaseOption(io))
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options) => {
      const { applyRules } = await import("../actions/rules.ts");
      await applyRules(file, options, io);
    });
}

const EXAMPLES = `
Examples:
  smtp-analyze rules test ours.toml
  smtp-analyze rules apply ours.toml
  SMTP_ANALYZE_RULES=ours.toml smtp-analyze ingest /var/log/mail.log
`;
