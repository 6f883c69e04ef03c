import type { Instant } from "./model.ts";
import type { Seen } from "./queries/seen.ts";
import { instantOrNull } from "./window.ts";

/** In its first seven days a database has seen nothing before, so nothing is new. */
const SETTLING_SECONDS = 7 * 86_400;

/** When a text was first seen at a provider, and whether that was inside the window of the report. */
export type Novelty = { readonly firstSeenAt: Instant | null; readonly isNew: boolean };

export type NoveltyOf = (provider: string, fingerprint: string) => Novelty;

/** What is new in a window that begins at `from` (epoch seconds). */
export function noveltyIn({ began, texts }: Seen, from: number): NoveltyOf {
  const firsts = new Map(
    texts.map((text) => [`${text.provider} ${text.fingerprint}`, text.first_at]),
  );
  const settled = (began ?? 0) + SETTLING_SECONDS;
  return (provider, fingerprint) => {
    const first = firsts.get(`${provider} ${fingerprint}`) ?? null;
    const isNew = first !== null && began !== null && first >= Math.max(from, settled);
    return { firstSeenAt: instantOrNull(first), isNew };
  };
}
