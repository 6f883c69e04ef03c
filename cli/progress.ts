import { stat } from "node:fs/promises";
import type { Batch } from "../src/domain/batch.ts";
import type { Io } from "./io.ts";

/** A run this short needs no progress line, in milliseconds. */
const PATIENCE_MS = 1_000;
const REDRAW_MS = 200;

export type Progress = {
  readonly note: (batch: Batch) => void;
  readonly clear: () => void;
};

/** Bytes of all the files that have a size; 0 when there is none to tell. */
export async function sizeOf(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    names.map((name) =>
      stat(name).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** One line on the terminal for input that takes longer than a second: share, bytes, rate, time left. */
export function createProgress(total: number, io: Io, isQuiet: boolean): Progress {
  const startedAt = io.now();
  const isShown = io.stderr.isTTY === true && !isQuiet;
  let bytes = 0;
  let drawnAt = startedAt + PATIENCE_MS - REDRAW_MS;
  let isDrawn = false;
  return {
    note(batch) {
      bytes += batch.end.offset - batch.start.offset;
      const now = io.now();
      if (!isShown || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      isDrawn = true;
      io.stderr.write(`\r\u001b[K${progressLine(bytes, total, (now - startedAt) / 1000)}`);
    },
    clear() {
      if (isDrawn) io.stderr.write("\r\u001b[K");
    },
  };
}

/** `42 % · 310 of 730 MB · 512 MB/s · 1 s left`; without a total only what is known. */
export function progressLine(bytes: number, total: number, seconds: number): string {
  const rate = bytes / Math.max(seconds, 0.001);
  const megabytes = (count: number): string => (count / 1e6).toFixed(0);
  const speed = `${megabytes(rate)} MB/s`;
  if (total === 0 || bytes > total) return `${megabytes(bytes)} MB · ${speed}`;
  const share = Math.floor((100 * bytes) / total);
  const left = Math.ceil((total - bytes) / Math.max(rate, 1));
  return `${share} % · ${megabytes(bytes)} of ${megabytes(total)} MB · ${speed} · ${left} s left`;
}
