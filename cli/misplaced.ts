import { existsSync } from "node:fs";
import { Failure } from "../src/domain/failure.ts";
import { nearest } from "./config/near.ts";

/** `injest`: a log has a dot or a slash in its name, or is there */
const WORD = /^[a-z]{1,20}$/u;

/**
 * What stands in the place of a command and is none is a log for the default command. Throws a Failure where it is no file
 * either, and is the name of a command behind its flags, or nearly the name of one.
 */
export function refuseMisplaced(files: readonly string[], commands: readonly string[]): void {
  for (const file of files) {
    if (!WORD.test(file) || existsSync(file)) continue;
    const meant = nearest(file, commands);
    if (meant === null) continue;
    throw new Failure(
      file === meant
        ? `${file} is no file here, and as a command it stands before all flags`
        : `${file} is neither a file here nor a command`,
      `write: smtp-analyze ${meant}; smtp-analyze --help has all commands`,
      2,
    );
  }
}
