import type { Command } from "commander";
import type { Io } from "../io.ts";
import { databaseOption, tableFormatOption } from "../options.ts";

export function addSql(program: Command, io: Io): void {
  program
    .command("sql")
    .description("one read-only SQL statement on the views (docs/sql.md)")
    .argument("<statement>", "the statement; - reads it from stdin")
    .addOption(databaseOption(io))
    .addOption(tableFormatOption())
    .addHelpText("after", EXAMPLES)
    .action(async (statement: string, options) => {
      const { sql } = await import("../actions/sql.ts");
      await sql(statement, options, io);
    });
}

const EXAMPLES = `
Examples:
  smtp-analyze sql "SELECT * FROM throttle_by_host LIMIT 20"
  smtp-analyze sql "SELECT cause, sum(recipients) FROM deferral GROUP BY cause" --format csv
`;
