import type { Position, Source } from "../domain/batch.ts";
import type { Database } from "./database.ts";

/** Hash of the first bytes of a source, as ingest/sources/files.ts computes it. */
type Fingerprint = (head: Uint8Array) => string;

/** What a file shows of itself. `size` is null where it is not known without reading: of a compressed file. */
type Candidate = {
  readonly name: string;
  readonly head: Uint8Array;
  readonly size: number | null;
};

/** Where reading goes on. `from` is the start for a source that was never seen. */
export type ResumePoint = { readonly source: Source; readonly from: Position };

/** Newest first: a later source with the same beginning has taken the place of the earlier one. */
const KNOWN = `
  SELECT
    fingerprint, hashed_bytes, position, line,
    (SELECT max(last_at) FROM _coverage WHERE source_id = _source.id) AS last_at
  FROM _source
  WHERE hashed_bytes > 0 AND hashed_bytes <= :size
  ORDER BY hashed_bytes DESC, id DESC
`;

type KnownRow = {
  readonly fingerprint: string;
  readonly hashed_bytes: number;
  readonly position: number;
  readonly line: number;
  readonly last_at: number | null;
};

/** Parts the hash from the number of a later source that begins like an earlier one. */
const GENERATION = ":";

/**
 * Finds the source that a file is by the hash of its first bytes, whatever its name, and where reading stopped. One that is
 * shorter than that was cut off and written anew: it is a new source, as is one that the caller found not to go on there
 * (`isAnew`).
 */
export function resumePoint(
  db: Database,
  file: Candidate,
  fingerprintOf: Fingerprint,
  isAnew = false,
): ResumePoint {
  const { name, head, size } = file;
  const known = knownSource(db, head, fingerprintOf);
  if (known === null) return start(name, fingerprintOf(head), head.length);
  const { fingerprint, hashed_bytes: hashedBytes, position, line } = known;
  if (isAnew || (size !== null && size < position)) {
    return start(name, laterGenerationOf(fingerprint), hashedBytes);
  }
  const lastAt = known.last_at === null ? null : known.last_at * 1000;
  return { source: { name, fingerprint, hashedBytes, lastAt }, from: { offset: position, line } };
}

const SKIP_TO = `
  INSERT INTO _source (fingerprint, hashed_bytes, name, position, line)
  VALUES (:fingerprint, :hashedBytes, :name, :offset, :line)
  ON CONFLICT (fingerprint) DO NOTHING
`;

/** Makes a place in a source that was never read the one where reading begins: what is before it is nobody's. */
export function skipTo(db: Database, source: Source, { offset, line }: Position): void {
  const { name, fingerprint, hashedBytes } = source;
  db.prepare(SKIP_TO).run({ name, fingerprint, hashedBytes, offset, line });
}

function knownSource(db: Database, head: Uint8Array, fingerprintOf: Fingerprint): KnownRow | null {
  const hashes = new Map<number, string>();
  for (const row of db.prepare<{ size: number }, KnownRow>(KNOWN).all({ size: head.length })) {
    const bytes = row.hashed_bytes;
    const hash = hashes.get(bytes) ?? fingerprintOf(head.subarray(0, bytes));
    hashes.set(bytes, hash);
    if (row.fingerprint.split(GENERATION)[0] === hash) return row;
  }
  return null;
}

function start(name: string, fingerprint: string, hashedBytes: number): ResumePoint {
  return { source: { name, fingerprint, hashedBytes }, from: { offset: 0, line: 0 } };
}

function laterGenerationOf(fingerprint: string): string {
  const [hash = "", generation = "1"] = fingerprint.split(GENERATION);
  return `${hash}${GENERATION}${Number(generation) + 1}`;
}
