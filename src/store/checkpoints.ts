import type { Position, Source } from "../domain/batch.ts";
import type { Database } from "./database.ts";

/** Hash of the first bytes of a source, as sources/files computes it. */
type Fingerprint = (head: Uint8Array) => string;

const KNOWN = `
  SELECT fingerprint, hashed_bytes, name, position, line
  FROM _source
  WHERE hashed_bytes > 0 AND hashed_bytes <= :size
  ORDER BY hashed_bytes DESC
`;

type KnownRow = {
  readonly fingerprint: string;
  readonly hashed_bytes: number;
  readonly position: number;
  readonly line: number;
};

/**
 * Finds the source that a file is by the hash of its first bytes, whatever its name, and where reading stopped. A source
 * that was shorter than a full fingerprint when first seen is found by the bytes it had then.
 */
export function resumePoint(
  db: Database,
  file: { readonly name: string; readonly head: Uint8Array },
  fingerprintOf: Fingerprint,
): { readonly source: Source; readonly from: Position } {
  const { name, head } = file;
  const known = db.prepare<{ size: number }, KnownRow>(KNOWN).all({ size: head.length });
  const hashes = new Map<number, string>();
  for (const row of known) {
    const bytes = row.hashed_bytes;
    const hash = hashes.get(bytes) ?? fingerprintOf(head.subarray(0, bytes));
    hashes.set(bytes, hash);
    if (hash !== row.fingerprint) continue;
    const source = { name, fingerprint: row.fingerprint, hashedBytes: bytes };
    return { source, from: { offset: row.position, line: row.line } };
  }
  const source = { name, fingerprint: fingerprintOf(head), hashedBytes: head.length };
  return { source, from: { offset: 0, line: 0 } };
}
