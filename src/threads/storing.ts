import type { Batch } from "../domain/batch.ts";
import { noTotals, type Totals } from "../pipeline.ts";
import type { Keep } from "../store/store.ts";
import type { DistantInFlight } from "./distant-in-flight.ts";
import type { FromCounting, Port, ToCounting } from "./messages.ts";
import { packBatch } from "./packed-batch.ts";
import { createCommitUnpacker } from "./packed-commit.ts";

/** Batches sent ahead: enough to count on while a commit is written, few enough to hold. */
const AHEAD = 24;

/** `inFlight` is the stand-in that `keep` was made with. */
type Storage = {
  readonly keep: Keep;
  readonly inFlight: DistantInFlight;
  readonly progress: (batch: Batch) => void;
};

/**
 * The side that reads and stores: sends every batch to the thread that counts and keeps what it sends back, so that the
 * database holds what one thread would have put there. Before the next source is opened everything of the last one is kept:
 * where that one begins may hang on it. Throws what keeping or the other thread throws.
 */
export async function analyseAside(
  batches: AsyncIterable<Batch>,
  thread: Port<ToCounting, FromCounting>,
  storage: Storage,
): Promise<Totals> {
  const counted = listenTo(thread, storage);
  let sent = 0;
  for await (const batch of batches) {
    await counted.until(({ read }) => read > sent - AHEAD);
    thread.postMessage({ kind: "batch", batch: packBatch(batch) });
    sent++;
    if (batch.isLast) await counted.until(({ read }) => read === sent);
    storage.progress(batch);
  }
  thread.postMessage({ kind: "end" });
  const { totals } = await counted.until((progress) => progress.totals !== null);
  return totals ?? noTotals();
}

/** How far the other thread has come: batches read, everything due kept; `totals` at its end. */
type Progress = { readonly read: number; readonly totals: Totals | null };

type Listener = {
  /** Waits until it has come so far. Throws what went wrong before that. */
  until(isSo: (progress: Progress) => boolean): Promise<Progress>;
};

function listenTo(thread: Port<ToCounting, FromCounting>, storage: Storage): Listener {
  const hear = createHearing(thread, storage);
  let progress: Progress = { read: 0, totals: null };
  let failure: { readonly error: unknown } | null = null;
  let wake = (): void => {};

  thread.on("message", (message) => {
    try {
      if (failure === null) progress = hear(message, progress);
    } catch (error) {
      failure = { error };
    }
    wake();
  });
  thread.on("error", (error) => {
    failure ??= { error };
    wake();
  });

  return {
    async until(isSo) {
      for (;;) {
        if (failure !== null) throw failure.error;
        if (isSo(progress)) return progress;
        await new Promise<void>((woken) => {
          wake = woken;
        });
      }
    },
  };
}

/** Keeps each commit as it comes, and says so. */
function createHearing(thread: Port<ToCounting, FromCounting>, { keep, inFlight }: Storage) {
  const unpack = createCommitUnpacker();
  return (message: FromCounting, { read, totals }: Progress): Progress => {
    switch (message.kind) {
      case "commit":
        inFlight.isCrowded = message.isCrowded;
        keep(unpack(message.commit));
        thread.postMessage({ kind: "kept", number: message.number, inFlight: inFlight.news() });
        return { read, totals };
      case "read":
        return { read: read + 1, totals };
      case "done":
        return { read, totals: message.totals };
    }
  };
}
