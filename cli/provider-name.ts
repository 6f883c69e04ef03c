import { Failure } from "../src/domain/failure.ts";
import { remoteHostOf } from "../src/domain/remote-host.ts";
import type { Knowledge } from "../src/meaning/knowledge.ts";
import { nearOnes } from "./config/near.ts";

/** Names that a message offers. */
const OFFERED = 5;

/**
 * The provider that somebody names: by its key (`google`), its name (`Yahoo / AOL`), or a domain, which stands for whoever runs the
 * hosts in it. Throws a Failure that lists what is near for any other word.
 */
export function providerNamed(typed: string, { operators, providerOf }: Knowledge): string {
  const name = typed.trim().toLowerCase();
  if (operators.has(name)) return name;
  for (const [key, known] of operators) if (known.toLowerCase() === name) return key;
  if (DOMAIN.test(name)) return providerOf(remoteHostOf(name, "0.0.0.0"));
  const near = nearOnes(name, [...operators.keys()], OFFERED);
  const meant = near.length === 0 ? "" : `did you mean ${near.join(", ")}? `;
  throw new Failure(
    `--provider ${typed} is no provider that has a name here`,
    `${meant}else give its domain, such as example.com, or the host that answered with --host`,
    2,
  );
}

/** `example.com` */
const DOMAIN = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,10}$/u;
