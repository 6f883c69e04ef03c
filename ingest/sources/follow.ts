import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Batch } from "../../src/domain/batch.ts";
import { Failure } from "../../src/domain/failure.ts";
import { catchUp } from "./catch-up.ts";
import { failureOf } from "./files.ts";
import { type GrowingFile, openGrowing, type StartAt } from "./growing.ts";
import type { InputOptions } from "./inputs.ts";
import { inodeName } from "./rotated.ts";

/** How often the files are looked at, in milliseconds. Half of it is what a line waits on average. */
const LOOK_MS = 200;

/** Looks without a new byte after which a file that lost its name is let go: five seconds. */
const QUIET_LOOKS = 25;

/**
 * `startAt`: files that are there and were never read begin at their end, and this keeps where; null: they begin at their
 * start. `beat` is called at every look and every batch; `failed` hears of a file that cannot be read for now.
 */
export type FollowOptions = InputOptions & {
  readonly startAt: StartAt | null;
  readonly beat: () => void;
};

/** A file that lost its name is read on for a while: who writes to it may not know yet. */
type Leaving = { readonly file: GrowingFile; quietLooks: number };

/**
 * One name. `isNew`: what its rotated copies hold has not been looked at since it was opened. `isFirst`: nothing was read yet
 * under this name. `trouble`: what the last look ended with, and how many did in a row.
 */
type Followed = {
  readonly name: string;
  leaving: Leaving[];
  current: GrowingFile | null;
  isNew: boolean;
  isFirst: boolean;
  trouble: { readonly message: string; readonly looks: number } | null;
};

/** Follows files by name like `tail -F`, across rotation of every kind, from where each was left at the last commit. */
export class Follower {
  readonly #all: readonly Followed[];
  readonly #options: FollowOptions;
  #isReopening = false;
  #last: Batch | null = null;

  constructor(names: readonly string[], options: FollowOptions) {
    this.#options = options;
    this.#all = [...new Set(names)].map((name) => ({
      name,
      leaving: [],
      current: null,
      isNew: true,
      isFirst: true,
      trouble: null,
    }));
  }

  /**
   * The lines of all files as they are written, until the signal. May be called again after a walk broke off: everything goes
   * on at the last commit.
   */
  async *batches(): AsyncIterable<Batch> {
    const { signal, beat } = this.#options;
    this.#last = null;
    for (const followed of this.#all) {
      followed.isNew = true;
      for (const file of filesOf(followed)) file.forget();
    }
    while (!signal.aborted) {
      for (const followed of this.#all) yield* this.#tryToLookAt(followed);
      if (this.#isReopening) yield* this.#letAllGo();
      yield* this.#behindLast(false);
      beat();
      await pause(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Opens the files again by their names, at the next look. */
  reopen(): void {
    this.#isReopening = true;
  }

  async close(): Promise<void> {
    for (const file of this.#all.flatMap(filesOf)) await file.close();
  }

  async *#tryToLookAt(followed: Followed): AsyncIterable<Batch> {
    try {
      yield* this.#lookAt(followed);
    } catch (error) {
      this.#tellTwice(followed, error);
      yield* this.#behindLast(true);
      await letGo(followed);
    }
  }

  /**
   * Reads what is new under one name. How long the file is that has the name now is noted before what lost it is read, and
   * nothing behind that is read after: so lines come in the order in which they were written.
   */
  async *#lookAt(followed: Followed): AsyncIterable<Batch> {
    const found = await stat(followed.name).catch((error: unknown) => {
      this.#tellTwice(followed, error);
      return null;
    });
    if (found === null) followed.isFirst = false;
    part(followed, found === null ? null : inodeName(found));
    yield* this.#readLeaving(followed);
    if (found === null) return;
    const file = followed.current ?? (await openGrowing(followed.name));
    followed.current = file;
    yield* this.#readCurrent(followed, file, file.inode === inodeName(found) ? found.size : 0);
    followed.trouble = null;
  }

  async *#readLeaving(followed: Followed): AsyncIterable<Batch> {
    for (const one of followed.leaving) {
      const look = await one.file.look();
      one.quietLooks = look === "grown" ? 0 : one.quietLooks + 1;
      if (look === "replaced") one.quietLooks = QUIET_LOOKS;
      else yield* this.#readFile(followed, one.file, Number.MAX_SAFE_INTEGER);
      if (one.quietLooks >= QUIET_LOOKS) await one.file.close();
    }
    followed.leaving = followed.leaving.filter((one) => one.quietLooks < QUIET_LOOKS);
  }

  async *#readCurrent(followed: Followed, file: GrowingFile, limit: number): AsyncIterable<Batch> {
    const look = await file.look();
    if (look === "replaced") {
      file.forget();
      followed.isNew = true;
    }
    if (followed.isNew) {
      yield* this.#behindLast(true);
      const open = new Set(filesOf(followed).map(({ inode }) => inode));
      yield* this.#noted(catchUp(followed.name, open, this.#options));
      followed.isNew = false;
    }
    if (look !== "replaced") yield* this.#readFile(followed, file, limit);
  }

  async *#readFile(followed: Followed, file: GrowingFile, limit: number): AsyncIterable<Batch> {
    const { resume, startAt } = this.#options;
    if (!file.isKnown()) {
      if (file.head().length === 0 || isTwin(file, this.#all.flatMap(filesOf))) return;
      yield* this.#behindLast(true);
      await file.identify(resume, followed.isFirst ? startAt : null);
      followed.isFirst = false;
    }
    yield* this.#noted(file.read(limit, this.#options));
  }

  async *#noted(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
    for await (const batch of batches) {
      this.#last = batch;
      yield batch;
      this.#options.beat();
    }
  }

  /** An empty batch behind the last one: with it counts are committed when they are due, or at once (`isLast`). */
  *#behindLast(isLast: boolean): Iterable<Batch> {
    const last = this.#last;
    if (last !== null) yield { ...last, start: last.end, entries: [], isLast };
  }

  async *#letAllGo(): AsyncIterable<Batch> {
    this.#isReopening = false;
    yield* this.#behindLast(true);
    for (const followed of this.#all) await letGo(followed);
  }

  /** Tells of trouble that two looks in a row ended with: between the two steps of a rotation a name may be gone. */
  #tellTwice(followed: Followed, error: unknown): void {
    const failure = error instanceof Failure ? null : waitingFor(followed.name, error);
    if (failure === null) throw error;
    const { message } = failure;
    const looks = followed.trouble?.message === message ? followed.trouble.looks + 1 : 1;
    if (looks === 2) this.#options.failed(failure);
    followed.trouble = { message, looks };
  }
}

async function letGo(followed: Followed): Promise<void> {
  await followed.current?.close();
  followed.current = null;
  followed.isNew = true;
}

function filesOf({ current, leaving }: Followed): readonly GrowingFile[] {
  const gone = leaving.map(({ file }) => file);
  return current === null ? gone : [...gone, current];
}

/** Whether the same content is read already, as another file: links, and logs that a syslog daemon writes twice. */
function isTwin(file: GrowingFile, others: readonly GrowingFile[]): boolean {
  const head = file.head();
  return others.some((other) => {
    if (other === file || !other.isKnown()) return false;
    const length = Math.min(head.length, other.head().length);
    return Buffer.compare(head.subarray(0, length), other.head().subarray(0, length)) === 0;
  });
}

/** Sets the open file aside when the name stands for another now, and takes one back that was renamed to and fro. */
function part(followed: Followed, inode: string | null): void {
  const { current } = followed;
  if (current?.inode === inode) return;
  if (current !== null) followed.leaving.push({ file: current, quietLooks: 0 });
  const back = followed.leaving.find(({ file }) => file.inode === inode);
  followed.leaving = followed.leaving.filter((one) => one !== back);
  followed.current = back?.file ?? null;
  followed.isNew = true;
}

/** Trouble with a file that one waits to see the end of; null for a bug of ours. */
function waitingFor(name: string, error: unknown): Failure | null {
  const failure = failureOf(name, error);
  if (failure === null) return null;
  return new Failure(`${failure.message}; waiting for it`, failure.hint);
}
