import { createInterpreter } from "../../ingest/dialects/interpret.ts";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { createDecoder } from "../../ingest/envelopes/decode.ts";
import { fingerprintOf } from "../../ingest/sources/files.ts";
import { type InputOptions, readFiles, readStdin } from "../../ingest/sources/inputs.ts";
import { oldestFirst } from "../../ingest/sources/names.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import type { Batch } from "../../src/domain/batch.ts";
import { Failure } from "../../src/domain/failure.ts";
import { createUnderstand } from "../../src/meaning/understand.ts";
import { analyse } from "../../src/pipeline.ts";
import { resumePoint } from "../../src/store/checkpoints.ts";
import type { Database } from "../../src/store/database.ts";
import { keepingEpisodes } from "../../src/store/episodes.ts";
import { readOpenReplies, saltOf } from "../../src/store/memory.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createKeep } from "../../src/store/store.ts";
import { Duplicates } from "../../src/tally/duplicates.ts";
import { OpenReplies } from "../../src/tally/open-replies.ts";
import { Tally } from "../../src/tally/tally.ts";
import type { Io } from "../io.ts";
import { createProgress, sizeOf } from "../progress.ts";
import { closingLines } from "../summary.ts";
import { tell } from "../tell.ts";

export type IngestFlags = {
  readonly db: string;
  readonly tz?: string;
  readonly year?: string;
  readonly quiet?: boolean;
};

/** A pipe is committed this often, a file less often: a commit costs the same however little it holds. */
const COMMIT_MS = { pipe: 500, file: 5_000 } as const;

/** Reads files, or stdin when it is piped, into the database. Answers 1 when an input could not be read. */
export async function ingest(
  files: readonly string[],
  flags: IngestFlags,
  { io, help }: { readonly io: Io; readonly help: () => void },
): Promise<number> {
  const names = files.length > 0 ? await oldestFirst(files) : ["-"];
  if (files.length === 0 && io.stdin.isTTY === true) {
    help();
    return 0;
  }
  const envelope = { zone: flags.tz ?? null, year: parseYear(flags.year) };
  const decode = createDecoder(envelope);
  const db = openDatabase(flags.db);
  try {
    let exitCode = 0;
    const inputs = openInputs(names, db, io, (failure) => {
      exitCode = 1;
      tell(failure, io);
    });
    const episodes = keepingEpisodes(db, createKeep(db), io.now);
    const openReplies = new OpenReplies(saltOf(db, io.random), readOpenReplies(db));
    const progress = createProgress(await sizeOf(names), io, flags.quiet === true);
    const startedAt = io.now();
    const totals = await analyse(inputs, {
      decode,
      interpret: createInterpreter(),
      duplicates: new Duplicates(),
      tally: new Tally(createUnderstand(), openReplies),
      openReplies,
      keep: episodes.keep,
      now: io.now,
      commitEvery: names.includes("-") ? COMMIT_MS.pipe : COMMIT_MS.file,
      progress: progress.note,
    });
    episodes.refresh();
    progress.clear();
    const seconds = (io.now() - startedAt) / 1000;
    if (flags.quiet !== true) io.stderr.write(closingLines(totals, seconds, flags.db));
    return exitCode;
  } finally {
    db.close();
  }
}

async function* openInputs(
  names: readonly string[],
  db: Database,
  io: Io,
  failed: (failure: Failure) => void,
): AsyncIterable<Batch> {
  const options: InputOptions = {
    resume: (file, isAnew) => resumePoint(db, file, fingerprintOf, isAnew),
    sieve: createSieve(SILENCE),
    now: io.now,
    signal: io.signal,
    failed,
  };
  for (const name of names) {
    if (io.signal.aborted) return;
    if (name === "-") yield* readStdin(io.stdin, options);
    else yield* readFiles([name], options);
  }
}

function parseYear(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1970 && year <= 9999) return year;
  throw new Failure(`--year ${text} is not a year`, "write four digits, such as 2026", 2);
}
