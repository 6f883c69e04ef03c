/** `192.0.2.1` between other characters */
const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]?\d)/gu;

/** `blocked using zen.spamhaus.org`, `listed in bl.example.org`, `listed at b.barracudacentral.org` → the zone */
const LIST =
  /\b(?:using|in|at|by|on) ((?:[a-z0-9-]{1,63}\.){1,6}(?:org|net|com|de|info|ru|uk|co|it))\b/giu;

/** The address that a reply quotes: most likely ours. `host`: the receiver's own, which it is not. */
export function namedAddress(text: string, host: string | null): string | null {
  for (const [address] of text.matchAll(ADDRESS)) {
    if (address !== host && address.split(".").every((octet) => Number(octet) <= 255))
      return address;
  }
  return null;
}

/** The DNS block lists that a reply names. */
export function namedLists(text: string): readonly string[] {
  const zones = [...text.matchAll(LIST)].map((match) => (match[1] ?? "").toLowerCase());
  return [...new Set(zones)].slice(0, 3);
}
