import type { Mark, Position, Source } from "../domain/batch.ts";
import type { Database } from "./database.ts";
import { parseMarks } from "./marks.ts";

/** Hash of the first bytes of a source, as ingest/sources/files.ts computes it. */
type Fingerprint = (head: Uint8Array) => string;

/** What a file shows of itself. */
type Candidate = { readonly name: string; readonly head: Uint8Array };

/**
 * Where reading may go on. `from` is the start for a source that was never seen; `marks` are lines that the source has, if it is
 * this one.
 */
export type ResumePoint = {
  readonly source: Source;
  readonly from: Position;
  readonly marks: readonly Mark[];
};

/** Newest first: a later source with the same beginning has mostly taken the place of the earlier one. */
const KNOWN = `
  SELECT
    fingerprint, hashed_bytes, position, line, marks,
    (SELECT max(last_at) FROM _coverage WHERE source_id = _source.id) AS last_at
  FROM _source
  WHERE hashed_bytes > 0 AND hashed_bytes <= :size
  ORDER BY hashed_bytes DESC, id DESC
`;

/** Sources known by more than all a short file holds, of which a line that was read ends where its last whole one does. */
const LONGER = `
  SELECT
    fingerprint, hashed_bytes, position, line, marks,
    (SELECT max(last_at) FROM _coverage WHERE source_id = _source.id) AS last_at
  FROM _source
  WHERE hashed_bytes > :size AND position >= :lines AND instr(' ' || marks, :mark) > 0
  ORDER BY id DESC
`;

type KnownRow = {
  readonly fingerprint: string;
  readonly hashed_bytes: number;
  readonly position: number;
  readonly line: number;
  readonly marks: string;
  readonly last_at: number | null;
};

const NEWLINE = 0x0a;

/** Parts the hash from the number of a later source that begins like an earlier one. */
const GENERATION = ":";

/**
 * The sources that a file may be by the hash of its first bytes, whatever its name, and where reading of each stopped. Then those
 * that it may be a short old copy of. The last is a new one: the file is that when it goes on like none of the others, because it
 * was written anew, or only begins like them.
 */
export function resumePoints(
  db: Database,
  { name, head }: Candidate,
  fingerprintOf: Fingerprint,
): readonly ResumePoint[] {
  const known = knownSources(db, head, fingerprintOf);
  const points = [...known, ...longerSources(db, head)].map((row) => ({
    source: {
      name,
      fingerprint: row.fingerprint,
      hashedBytes: row.hashed_bytes,
      lastAt: row.last_at === null ? null : row.last_at * 1000,
    },
    from: { offset: row.position, line: row.line },
    marks: parseMarks(row.marks),
  }));
  const [latest] = known;
  const fresh =
    latest === undefined
      ? { name, fingerprint: fingerprintOf(head), hashedBytes: head.length }
      : { name, fingerprint: nextGeneration(known, latest), hashedBytes: latest.hashed_bytes };
  return [...points, { source: fresh, from: { offset: 0, line: 0 }, marks: [] }];
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

function knownSources(
  db: Database,
  head: Uint8Array,
  fingerprintOf: Fingerprint,
): readonly KnownRow[] {
  const hashes = new Map<number, string>();
  return db
    .prepare<{ size: number }, KnownRow>(KNOWN)
    .all({ size: head.length })
    .filter(({ hashed_bytes: bytes, fingerprint }) => {
      const hash = hashes.get(bytes) ?? fingerprintOf(head.subarray(0, bytes));
      hashes.set(bytes, hash);
      return fingerprint.split(GENERATION)[0] === hash;
    });
}

/**
 * The sources that may begin with all the lines of a file too short to hold what they are known by. When their marks say so it is an
 * older copy, of which nothing is left to read: reading goes on behind its end. Two short logs that differ in one byte of a line are two.
 * One that has the same lines so far, the banner of a program perhaps, is a copy until it has one that is not.
 */
function longerSources(db: Database, head: Uint8Array): readonly KnownRow[] {
  const lines = head.lastIndexOf(NEWLINE) + 1;
  if (lines === 0) return [];
  return db
    .prepare<object, KnownRow>(LONGER)
    .all({ size: head.length, lines, mark: ` ${lines}:` })
    .map((row) => ({ ...row, position: Math.max(row.position, row.hashed_bytes) }));
}

/** The fingerprint of one more source that begins like the latest. */
function nextGeneration(known: readonly KnownRow[], latest: KnownRow): string {
  const [hash = ""] = latest.fingerprint.split(GENERATION);
  const numbers = known
    .filter(({ hashed_bytes: bytes }) => bytes === latest.hashed_bytes)
    .map(({ fingerprint }) => Number(fingerprint.split(GENERATION)[1] ?? "1"));
  return `${hash}${GENERATION}${Math.max(...numbers) + 1}`;
}
