import { PassingFailure } from "../domain/failure.ts";
import { unreadSampleOf } from "../meaning/unread-sample.ts";
import type { SourceDelta } from "../tally/ledger.ts";
import type { Database } from "./database.ts";
import { parseMarks, textOf, thinned } from "./marks.ts";
import { createTailWriter } from "./tails.ts";

const ADD = `
  INSERT INTO _source (fingerprint, hashed_bytes, name, position, line)
  VALUES (:fingerprint, :hashedBytes, :name, 0, 0)
  ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name
  RETURNING id, marks
`;

const MOVE = `
  UPDATE _source SET position = :to, line = :line, marks = :marks
  WHERE id = :id AND (position = :from OR hashed_bytes = 0)
`;

const COVERAGE = `
  INSERT INTO _coverage (source_id, day, bytes, understood, irrelevant, not_understood, first_at, last_at)
  SELECT :id, :day, :bytes, :understood, :irrelevant, :notUnderstood, :firstAt, :lastAt
  WHERE :bytes > 0
  ON CONFLICT DO UPDATE SET
    bytes = bytes + excluded.bytes,
    understood = understood + excluded.understood,
    irrelevant = irrelevant + excluded.irrelevant,
    not_understood = not_understood + excluded.not_understood,
    first_at = min(coalesce(first_at, excluded.first_at), coalesce(excluded.first_at, first_at)),
    last_at = max(coalesce(last_at, excluded.last_at), coalesce(excluded.last_at, last_at))
`;

const ISSUE = `
  INSERT INTO _issue (source_id, day, code, lines) VALUES (:id, :day, :code, :lines)
  ON CONFLICT DO UPDATE SET lines = lines + excluded.lines
`;

const SAMPLE = `
  INSERT INTO _unread_sample (source_id, sample, reason)
  SELECT :id, :sample, :reason
  WHERE (SELECT count(*) FROM _unread_sample WHERE source_id = :id) < 20
  ON CONFLICT DO NOTHING
`;

type AddedRow = { readonly id: number; readonly marks: string };

/** Writes what became of the lines of a source and moves its position. Call inside the transaction that adds the counts. */
export type WriteSource = (delta: SourceDelta) => void;

/** The position moves only from where this run found it: if another process moved it, nothing of this commit may stay. */
export function createSourceWriter(db: Database): WriteSource {
  const add = db.prepare<object, AddedRow>(ADD);
  const move = db.prepare(MOVE);
  const coverage = db.prepare(COVERAGE);
  const issue = db.prepare(ISSUE);
  const sample = db.prepare(SAMPLE);
  const writeTail = createTailWriter(db);

  return ({ source, start, end, days, samples, tail, marks: seen }) => {
    const { name, fingerprint, hashedBytes } = source;
    const row = add.get({ name, fingerprint, hashedBytes });
    const id = row?.id;
    const marks = textOf(thinned([...parseMarks(row?.marks ?? ""), ...seen]));
    const moved = move.run({ id, from: start.offset, to: end.offset, line: end.line, marks });
    if (moved.changes !== 1) {
      throw new PassingFailure(
        `another process is reading ${name} into the same database`,
        "nothing was counted twice; run again when it has ended",
      );
    }
    for (const { issues, ...day } of days) {
      coverage.run({ id, ...day });
      for (const [code, lines] of issues) issue.run({ id, day: day.day, code, lines });
    }
    writeTail(name, tail);
    for (const { code, excerpt } of samples) {
      sample.run({ id, reason: code, sample: unreadSampleOf(excerpt) });
    }
  };
}
