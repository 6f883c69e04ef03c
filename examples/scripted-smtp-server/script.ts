import { lostCases, transactionCases } from "./cases.ts";
import { handshakeCases } from "./handshake-cases.ts";
import { providers } from "./providers.ts";
import type { Domain, Host } from "./rule.ts";
import { textCases } from "./text-cases.ts";

/** One domain for each way in which a server can turn mail away for now. */
export const cases: readonly Domain[] = [
  ...handshakeCases,
  ...transactionCases,
  ...lostCases,
  ...textCases,
];

/** Every mail domain that the scripted world knows. */
export const domains: readonly Domain[] = [...providers, ...cases];

/** Every server of it, each once. */
export const hosts: readonly Host[] = domains.flatMap((domain) => domain.hosts);

/** Looked up with an error each time, as when a name server is down. */
export const BROKEN_DOMAIN = "broken-dns.example";
