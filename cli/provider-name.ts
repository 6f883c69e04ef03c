import { Failure } from "../src/domain/failure.ts";
import { remoteHostOf } from "../src/domain/remote-host.ts";
import type { Knowledge } from "../src/meaning/knowledge.ts";
import { nearOnes } from "./config/near.ts";

/** Names that a message offers. */
export const OFFERED = 5;

/**
 * The provider that somebody names: by its key (`google`), its name (`Yahoo / AOL`), or a domain, which stands for whoever runs the
 * hosts in it. Throws a Failure that lists what is near for any other word.
 */
export function providerNamed(typed: string, knowledge: Knowledge): string {
  const name = typed.trim().toLowerCase();
  const provider = providerMeant(name, knowledge);
  if (provider !== null) return provider;
  const near = nearOnes(name, [...knowledge.operators.keys()], OFFERED);
  const meant = near.length === 0 ? "" : `did you mean ${near.join(", ")}? `;
  throw new Failure(
    `--provider ${typed} is no provider that has a name here`,
    `${meant}else give its domain, such as example.com, or the host that answered with --host`,
    2,
  );
}

/** The same for a name in lower case; null for any other word. */
export function providerMeant(
  name: string,
  { operators, providerOf }: Pick<Knowledge, "operators" | "providerOf">,
): string | null {
  if (operators.has(name)) return name;
  for (const [key, known] of operators) if (known.toLowerCase() === name) return key;
  return DOMAIN.test(name) ? providerOf(remoteHostOf(name, "0.0.0.0")) : null;
}

/** `example.com` */
const DOMAIN = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,10}$/u;
