import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./files.ts";
import { SAMPLE_LOG } from "./sample-log.ts";

/** A folder with the sample log, its rotated copy, and this configuration file. */
export function configured(text: string): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = join(folder, "smtp-analyze.toml");
  writeFileSync(join(folder, "mail.log"), SAMPLE_LOG);
  writeFileSync(join(folder, "mail.log.1"), "");
  writeFileSync(file, text);
  return { folder, file };
}
