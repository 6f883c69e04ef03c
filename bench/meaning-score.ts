import { getDomainWithoutSuffix } from "tldts";
import { causeOf } from "../src/meaning/cause.ts";
import { OPERATOR_NAMES, providerOf } from "../src/meaning/providers.ts";

/** One reply with the cause that people gave it. */
export type Labelled = {
  readonly reply: string;
  readonly code: number;
  readonly enhanced: string | null;
  readonly provider: string;
  readonly mx_example: string | null;
  readonly reason: string;
  readonly alt_reason?: readonly string[];
  readonly family: number;
};

export type Judged = {
  readonly family: number;
  readonly reason: string;
  readonly said: string;
  readonly isAccepted: boolean;
};

export type Tally = { readonly strict: number; readonly lenient: number; readonly of: number };

const providerAt = (host: string): string => providerOf({ name: host, ip: "192.0.2.25" });

export function judge(labelled: Labelled): Judged {
  const { reply, code, enhanced, mx_example: host, reason, alt_reason, family } = labelled;
  const provider = host === null ? "unknown" : providerAt(host);
  const { cause } = causeOf({ provider, code, enhanced, stage: "unknown", text: reply });
  return {
    family,
    reason,
    said: cause,
    isAccepted: [reason, ...(alt_reason ?? [])].includes(cause),
  };
}

export function tallyOf(replies: readonly Judged[]): Tally {
  return {
    strict: replies.filter(({ reason, said }) => reason === said).length,
    lenient: replies.filter(({ isAccepted }) => isAccepted).length,
    of: replies.length,
  };
}

/**
 * Operators of the list have to be named by their key. A single host that belongs to nobody on the list is known by its
 * domain, and its label by the name of it. Labels that name no operator are left out.
 */
export function judgeProvider(labelled: readonly Labelled[]): {
  readonly hits: number;
  readonly of: number;
  readonly wrong: readonly string[];
} {
  const judged = labelled.flatMap(({ provider, mx_example: host }) => {
    if (host === null || provider === "unidentified") return [];
    const said = providerAt(host);
    const name = getDomainWithoutSuffix(said) ?? said;
    const isSame =
      said === provider || (!OPERATOR_NAMES.has(provider) && sameName(provider, name, said));
    return [{ isSame, says: `${host}: ${said}, labelled ${provider}` }];
  });
  const wrong = judged.filter(({ isSame }) => !isSame).map(({ says }) => says);
  return { hits: judged.length - wrong.length, of: judged.length, wrong: [...new Set(wrong)] };
}

/** `flash_tv_br` is `flash.tv.br`, `spxs` is `spxs.net` */
function sameName(label: string, name: string, domain: string): boolean {
  const flat = label.replaceAll("_", ".");
  return flat === name || flat === domain || flat.replaceAll(".", "") === name.replaceAll("-", "");
}
