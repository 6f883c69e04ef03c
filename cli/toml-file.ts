import { parse as parseToml, TomlError } from "smol-toml";
import { Failure } from "../src/domain/failure.ts";

/** The tables of a TOML text. Throws a Failure that names file, line and column; `hint` says where its form is documented. */
export function tomlOf(text: string, path: string, hint: string): unknown {
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ""] = error.message.split("\n");
    throw new Failure(`${path}:${error.line}:${error.column}: ${first}`, hint, 2);
  }
}

/** Why a file could not be read, in words: `no such file`. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
};
