import { setTimeout as pause } from "node:timers/promises";
import { SILENCE } from "../../ingest/dialects/postfix/daemons.ts";
import { SILENCE_BUT_SENDERS } from "../../ingest/dialects/senders.ts";
import { fingerprintOf } from "../../ingest/sources/files.ts";
import { Follower } from "../../ingest/sources/follow.ts";
import { createSieve } from "../../ingest/sources/sieve.ts";
import { PassingFailure } from "../../src/domain/failure.ts";
import { analyse } from "../../src/pipeline.ts";
import { resumePoints, skipTo } from "../../src/store/checkpoints.ts";
import type { Database } from "../../src/store/database.ts";
import { isLocked, waitForOthers } from "../../src/store/open.ts";
import { guarded } from "../../src/store/trouble.ts";
import { createCommitted } from "../committed.ts";
import type { Io } from "../io.ts";
import { knowledgeOf } from "../knowledge.ts";
import { createNotifier, type Notifier } from "../notifier.ts";
import { openWhenFree } from "../open-when-free.ts";
import { closingLines } from "../summary.ts";
import { tell } from "../tell.ts";
import { envelopeOf, openWalk, type ReadingFlags } from "../walk.ts";

export type FollowFlags = ReadingFlags & { readonly from: "start" | "end" };

/** Counts wait for a commit at most this long, in milliseconds, while lines arrive. */
const COMMIT_MS = 400;

/** How long a commit waits for another process that is writing: nothing else happens meanwhile, in milliseconds. */
const PATIENCE_MS = 400;

/** How often a database that could not be written is tried again, in milliseconds. */
const RETRY_MS = 250;

/** The same trouble is told again after this time, in milliseconds. */
const REMIND_MS = 60_000;

/**
 * Reads files as they are written, until it is told to stop. A walk that could not commit is given up, and begins again at the
 * last commit as soon as that works: nothing is held meanwhile, and nothing is lost.
 */
export async function follow(
  files: readonly string[],
  flags: FollowFlags,
  io: Io,
): Promise<number> {
  const envelope = envelopeOf(flags);
  const knowledge = await knowledgeOf(flags.rules);
  const isQuiet = flags.quiet === true;
  const db = await openWhenFree(flags.db, io, isQuiet);
  waitForOthers(db, PATIENCE_MS);
  const notifier = createNotifier(io);
  const follower = openFollower(files, db, flags, io, notifier.beat);
  const committed = createCommitted();
  const startedAt = io.now();
  io.onHangup(() => follower.reopen());
  if (!isQuiet) io.stderr.write(`following ${files.join(", ")} into ${flags.db}\n`);
  try {
    await untilStopped(db, io, notifier, async () => {
      const keptBy = committed.through;
      const reading = { filters: flags.contentFilter, senders: flags.senders === true };
      const options = { commitEvery: COMMIT_MS, progress: () => {}, keptBy, knowledge, ...reading };
      const walk = guarded(db.name, () => openWalk(db, envelope, io, options));
      await analyse(follower.batches(), walk.steps);
      walk.finish();
    });
    const seconds = (io.now() - startedAt) / 1000;
    if (!isQuiet) io.stderr.write(closingLines(committed.totals, seconds, flags.db));
    return 0;
  } finally {
    notifier.stop();
    await follower.close();
    db.close();
  }
}

/** Walks until it is told to stop. Trouble that may pass by itself is told, not too often, and waited for. */
async function untilStopped(
  db: Database,
  io: Io,
  notifier: Notifier,
  walk: () => Promise<void>,
): Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    try {
      return await walk();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      if (io.signal.aborted) return;
      if (io.now() - toldAt >= REMIND_MS) {
        tell(error, io);
        toldAt = io.now();
      }
    }
    await untilWritable(db, io, notifier);
  }
}

async function untilWritable(db: Database, io: Io, notifier: Notifier): Promise<void> {
  do {
    notifier.beat();
    await pause(RETRY_MS, undefined, { signal: io.signal }).catch(() => {});
  } while (isLocked(db) && !io.signal.aborted);
}

function openFollower(
  files: readonly string[],
  db: Database,
  flags: FollowFlags,
  io: Io,
  beat: () => void,
): Follower {
  return new Follower(files, {
    resume: (file) => guarded(db.name, () => resumePoints(db, file, fingerprintOf)),
    startAt:
      flags.from === "end"
        ? (source, position) => guarded(db.name, () => skipTo(db, source, position))
        : null,
    tails: () => [],
    sieve: createSieve(flags.senders === true ? SILENCE_BUT_SENDERS : SILENCE),
    now: io.now,
    signal: io.signal,
    failed: (failure) => tell(failure, io),
    beat,
  });
}
