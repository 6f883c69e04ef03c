import type { Check } from "../../reports/model-doctor.ts";
import { checkLines } from "../../reports/render/answers/checks.ts";
import { jsonDocument } from "../../reports/render/json.ts";
import { withoutControls } from "../../reports/render/remote-text.ts";
import { columnWidths } from "../../reports/render/text-table.ts";
import { padded } from "../../reports/render/text-width.ts";
import { Failure } from "../../src/domain/failure.ts";
import { checksOf } from "../config/check.ts";
import { type Effective, effectiveSettings } from "../config/effective.ts";
import { type Config, readConfig } from "../config/read.ts";
import { configPath, searchedPaths } from "../config/search.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { tell } from "../tell.ts";

export type ConfigFlags = { readonly config?: string; readonly format: "text" | "json" };

/** Prints every setting and where it comes from. Throws a Failure for a file that is wrong. */
export async function showConfig(flags: ConfigFlags, io: Io): Promise<void> {
  const config = await configInForce(flags, io);
  const settings = effectiveSettings(config, io.env);
  print(written({ config, settings, checks: [] }, flags, io), flags.format, io);
}

/** The same, and looks whether what is named is there. Answers 1 when something is wrong. */
export async function checkConfig(flags: ConfigFlags, io: Io): Promise<number> {
  try {
    const config = await configInForce(flags, io);
    const settings = effectiveSettings(config, io.env);
    const checks = await checksOf(settings);
    print(written({ config, settings, checks }, flags, io), flags.format, io);
    return checks.some(({ state }) => state === "wrong") ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell(error, io);
    return 1;
  }
}

async function configInForce({ config }: ConfigFlags, io: Io): Promise<Config | null> {
  const path = configPath(config, io.env);
  return path === null ? null : readConfig(path);
}

/** Every setting and where it comes from. `value` is null where nobody says anything; `checks` only of `config check`. */
export type ConfigDocument = {
  readonly schema: "smtp-analyze/config/1";
  readonly file: string | null;
  readonly settings: readonly {
    readonly key: string;
    readonly value: string | null;
    readonly from: string;
  }[];
  readonly checks: readonly Check[];
};

type Answer = {
  readonly config: Config | null;
  readonly settings: readonly Effective[];
  readonly checks: readonly Check[];
};

function written({ config, settings, checks }: Answer, { format }: ConfigFlags, io: Io): string {
  switch (format) {
    case "json":
      return jsonDocument({
        schema: "smtp-analyze/config/1",
        file: config?.path ?? null,
        settings: settings.map(({ key, value, words, from }) => ({
          key,
          value: value === null ? null : words,
          from,
        })),
        checks,
      } satisfies ConfigDocument);
    case "text":
      return textOf({ config, settings, checks }, io);
  }
}

function textOf({ config, settings, checks }: Answer, io: Io): string {
  const look = lookOf(io);
  const none = `no configuration file; looked for ${searchedPaths(io.env).join(", ")}`;
  const rows = settings.map(({ key, words, from }) => [key, withoutControls(words), from]);
  const lines = [
    config === null ? none : `configuration file: ${config.path}`,
    "",
    ...leftTable(["setting", "value", "from"], rows),
    ...(checks.length === 0 ? [] : ["", ...checks.flatMap((check) => checkLines(check, look))]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Columns as wide as their widest cell, all of them words. */
function leftTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const lines = [head, ...rows];
  const widths = columnWidths(lines);
  return lines.map((line) =>
    line
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
