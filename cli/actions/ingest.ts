import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { SILENCE_BUT_SENDERS } from "../../ingest/dialects/senders.ts";
import { fingerprintOf } from "../../ingest/sources/files.ts";
import { type InputOptions, readFiles, readStdin } from "../../ingest/sources/inputs.ts";
import { inputsOf } from "../../ingest/sources/names.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import type { Batch } from "../../src/domain/batch.ts";
import type { Failure } from "../../src/domain/failure.ts";
import { resumePoints } from "../../src/store/checkpoints.ts";
import type { Database } from "../../src/store/database.ts";
import { readTails } from "../../src/store/tails.ts";
import { guarded } from "../../src/store/trouble.ts";
import { walkAside } from "../aside.ts";
import type { Io } from "../io.ts";
import { hasSecondThread } from "../jobs.ts";
import { knowledgeOf } from "../knowledge.ts";
import { openWhenFree } from "../open-when-free.ts";
import { createProgress, sizeOf } from "../progress.ts";
import { strictFailure } from "../strict.ts";
import { closingLines, skippedLine } from "../summary.ts";
import { tell } from "../tell.ts";
import { envelopeOf, type ReadingFlags, walkAlone } from "../walk.ts";

/** A pipe is committed this often, a file less often: a commit costs the same however little it holds. */
const COMMIT_MS = { pipe: 250, file: 5_000 } as const;

/** Half a log must not look like a whole one. Who stopped it knows why: that is no failure. */
const STOPPED =
  "hint: stopped before the end of the logs; what was counted is kept, and the next run reads on from there\n";

/** `jobs` as it was typed. */
export type IngestFlags = ReadingFlags & { readonly strict?: boolean; readonly jobs?: string };

/** Reads files, or stdin when it is piped, into the database. Answers 1 when an input could not be read, or `--strict` objects. */
export async function ingest(
  files: readonly string[],
  flags: IngestFlags,
  { io, help }: { readonly io: Io; readonly help: () => void },
): Promise<number> {
  if (files.length === 0 && io.stdin.isTTY === true) {
    help();
    return 0;
  }
  const envelope = envelopeOf(flags);
  const { names, skipped, failures } = await inputsOf(files.length > 0 ? files : ["-"]);
  const knowledge = await knowledgeOf(flags.rules);
  const senders = flags.senders === true;
  const db = await openWhenFree(flags.db, io, flags.quiet === true);
  let exitCode = 0;
  const failed = (failure: Failure): void => {
    exitCode = 1;
    tell(failure, io);
  };
  failures.forEach(failed);
  try {
    const inputs = openInputs(names, db, senders, io, failed);
    const bytes = await sizeOf(names);
    const progress = createProgress(bytes, io, flags.quiet === true);
    const startedAt = io.now();
    const isPipe = names.includes("-");
    const commitEvery = isPipe ? COMMIT_MS.pipe : COMMIT_MS.file;
    const filters = flags.contentFilter;
    const options = { envelope, knowledge, filters, commitEvery, progress: progress.note };
    const totals =
      !senders && hasSecondThread(flags.jobs, { names, bytes }, io.cores)
        ? await walkAside(inputs, db, io, { ...options, rules: flags.rules })
        : await walkAlone(inputs, db, io, { ...options, senders });
    progress.clear();
    const seconds = (io.now() - startedAt) / 1000;
    if (flags.quiet !== true) {
      io.stderr.write(closingLines(totals, seconds, flags.db, isPipe) + skippedLine(skipped));
    }
    if (io.signal.aborted && !isPipe) io.stderr.write(STOPPED);
    const objection = flags.strict === true ? strictFailure(totals, flags.db) : null;
    if (objection !== null) failed(objection);
    return exitCode;
  } finally {
    db.close();
  }
}

async function* openInputs(
  names: readonly string[],
  db: Database,
  senders: boolean,
  io: Io,
  failed: (failure: Failure) => void,
): AsyncIterable<Batch> {
  const options: InputOptions = {
    resume: (file) => guarded(db.name, () => resumePoints(db, file, fingerprintOf)),
    tails: () => guarded(db.name, () => readTails(db)),
    sieve: createSieve(senders ? SILENCE_BUT_SENDERS : SILENCE),
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
