const SLASH = 0x2f;

/** Where the name of a program starts in a tag: after its last slash. */
export function nameStartOf(block: Uint8Array, tag: number, tagEnd: number): number {
  let at = tagEnd;
  while (at > tag && block[at - 1] !== SLASH) at--;
  return at;
}

/** A number by which names are looked up without making strings of them; another name may have the same. */
export function nameHash(block: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (block[at] as number)) | 0;
  return hash;
}
