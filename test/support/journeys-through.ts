/** What a log tells of one recipient at one time, in words of its own. */
export type Deed =
  | "refused"
  | "greylisted"
  | "withheld"
  | "broken off"
  | "sent"
  | "bounced"
  | "expired";

export type Moment = { readonly at: number; readonly deed: Deed };

const SIX_DAYS = 518_400;
const TRIES: readonly Deed[] = ["refused", "greylisted", "broken off", "sent", "bounced"];
const ENDS: Partial<Record<Deed, string>> = {
  sent: "delivered",
  bounced: "bounced",
  expired: "expired",
};

/** The rules once more, for the moments of one recipient: the outcome of each journey, with its tries. */
function journeysThrough(moments: readonly Moment[], now: number): readonly string[] {
  const first = moments.findIndex(({ deed }) => deed === "refused" || deed === "greylisted");
  if (first < 0) return [];
  let [tries, lastAt] = [0, moments[first]?.at ?? 0];
  for (const [index, { at, deed }] of [...moments.entries()].slice(first)) {
    const rest = (from: number) => journeysThrough(moments.slice(from), now);
    if (at > lastAt + SIX_DAYS) return [`lost track ${tries}`, ...rest(index)];
    if (TRIES.includes(deed)) [tries, lastAt] = [tries + 1, at];
    const outcome = ENDS[deed];
    if (outcome !== undefined) return [`${outcome} ${tries}`, ...rest(index + 1)];
  }
  return [`${now > lastAt + SIX_DAYS ? "lost track" : "pending"} ${tries}`];
}

/** How many journeys had which outcome after how many tries, from the moments of each recipient. */
export function journeysOf(
  recipients: Iterable<readonly Moment[]>,
  now: number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const moments of recipients) {
    for (const journey of journeysThrough(moments, now)) {
      sums[journey] = (sums[journey] ?? 0) + 1;
    }
  }
  return sums;
}
