import { constants, existsSync } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Check } from "../../reports/model-doctor.ts";
import { Failure } from "../../src/domain/failure.ts";
import { openReadOnly } from "../../src/store/open.ts";
import { readOwnRules } from "../rules-file.ts";
import { reasonOf } from "../toml-file.ts";
import type { Effective } from "./effective.ts";
import { isPattern, sourceFiles } from "./sources.ts";

/** Whether what the settings name is there: the folder of the database, the logs, the rules, somebody to mail to. */
export async function checksOf(settings: readonly Effective[]): Promise<readonly Check[]> {
  const settingOf = (key: string) => settings.find((one) => one.key === key)?.value ?? null;
  const rules = settingOf("rules");
  const sources = settingOf("sources");
  return [
    await databaseCheck(String(settingOf("database") ?? resolve("smtp-analyze.db"))),
    ...(Array.isArray(sources) ? await Promise.all(sources.map(sourceCheck)) : []),
    ...(rules === null ? [] : [await rulesCheck(String(rules))]),
    ...mailChecks(settingOf),
  ];
}

const ok = (name: string, text: string): Check => ({ name, state: "ok", text, next: null });
const wrong = (name: string, text: string, next: string): Check => ({
  name,
  state: "wrong",
  text,
  next,
});

async function databaseCheck(path: string): Promise<Check> {
  const folder = dirname(path);
  const trouble = await troubleWith(folder, constants.W_OK | constants.X_OK);
  if (trouble !== null) {
    const next = "make it, or let this user write there; -wal and -shm files stand beside it";
    return wrong("database", `its folder ${folder}: ${trouble}`, next);
  }
  if (!existsSync(path)) return ok("database", `${path} is not there yet; ingest makes it`);
  try {
    openReadOnly(path).close();
    return ok("database", path);
  } catch (error) {
    return failed("database", error);
  }
}

async function sourceCheck(source: string): Promise<Check> {
  const files = await sourceFiles([source]);
  if (files.some(isPattern)) {
    return wrong("source", `no file matches ${source}`, "is that where the logs are?");
  }
  for (const file of files) {
    const trouble = await troubleWith(file, constants.R_OK);
    const next = "correct the path, or join the group that may read it (adm on Debian)";
    if (trouble !== null) return wrong("source", `${file}: ${trouble}`, next);
  }
  return ok("source", files.length === 1 ? (files[0] ?? "") : `${source}: ${files.length} files`);
}

async function rulesCheck(path: string): Promise<Check> {
  try {
    const { rules, operators } = await readOwnRules(path);
    return ok("rules", `${path}: ${rules.length} rules, ${operators.length} providers`);
  } catch (error) {
    return failed("rules", error);
  }
}

function mailChecks(settingOf: (key: string) => Effective["value"]): readonly Check[] {
  const canSend = settingOf("mail.smtp") !== null || settingOf("mail.sendmail") === true;
  if (settingOf("mail.to") !== null || !canSend) return [];
  const next = "set mail.to, or give --to each time";
  return [{ name: "mail", state: "note", text: "there is a way to send it, and nobody to", next }];
}

function failed(name: string, error: unknown): Check {
  if (!(error instanceof Failure)) throw error;
  return wrong(name, error.message, error.hint ?? "correct it and look again");
}

/** Why this user cannot use a file in that way; null where nothing is in the way. */
async function troubleWith(path: string, mode: number): Promise<string | null> {
  try {
    await stat(path);
    await access(path, mode);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
