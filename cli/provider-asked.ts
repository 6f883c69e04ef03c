import { type Database, providersIn } from "../reports/index.ts";
import { OPERATOR_NAMES, providerOf } from "../src/meaning/providers.ts";
import { nearOnes } from "./config/near.ts";
import type { Io } from "./io.ts";
import { OFFERED, providerMeant } from "./provider-name.ts";

/**
 * The provider that a question is about: by its key, its name as a report has it, or a domain of its. One that no log tells of is
 * asked about all the same, because a check may be set up before the first mail goes there; but a misspelt one must not look
 * like a provider that takes everything.
 */
export function providerAsked(typed: string, db: Database, io: Io): string {
  const name = typed.trim().toLowerCase();
  const known = providersIn(db);
  if (known.includes(name)) return name;
  const meant = providerMeant(name, { operators: OPERATOR_NAMES, providerOf });
  if (meant !== null && known.includes(meant)) return meant;
  const near = nearOnes(name, known, OFFERED);
  const next =
    near.length === 0 ? "smtp-analyze top names who throttles" : `did you mean ${near.join(", ")}?`;
  io.stderr.write(`hint: no log that was read tells of a provider ${typed}; ${next}\n`);
  return meant ?? name;
}
