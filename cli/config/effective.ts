import type { Environment } from "../io.ts";
import { type Config, PASSWORD } from "./read.ts";
import { SETTINGS, type Setting, type Value } from "./settings.ts";

/** What one setting is worth, and who says so. `value` is null where nobody says anything. */
export type Effective = {
  readonly key: string;
  readonly value: Value | null;
  /** The value in words, without a password. */
  readonly words: string;
  /** `/etc/smtp-analyze.toml:3`, `$SMTP_ANALYZE_DB` or `default`. */
  readonly from: string;
};

/** Every setting as a command without flags would take it. */
export function effectiveSettings(config: Config | null, env: Environment): readonly Effective[] {
  return SETTINGS.map((setting) => effectiveOf(setting, config, env));
}

function effectiveOf(setting: Setting, config: Config | null, env: Environment): Effective {
  const { key, variable, otherwise } = setting;
  const said = variable === null ? "" : (env[variable] ?? "");
  if (said !== "")
    return { key, value: setting.read(said, "") ?? said, words: said, from: `$${variable}` };
  const found = config?.values.get(key);
  if (config === null || found === undefined) {
    return { key, value: null, words: otherwise, from: "default" };
  }
  return { key, ...found, words: wordsOf(found.value), from: `${config.path}:${found.line}` };
}

function wordsOf(value: Value): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  return text.replace(PASSWORD, "//…@");
}
