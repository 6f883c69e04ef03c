import { expect, test } from "vitest";
import type { Io } from "../../cli/io.ts";
import { createProgress, progressLine } from "../../cli/progress.ts";

test.each([
  [310e6, 730e6, 0.6, "42 % · 310 of 730 MB · 517 MB/s · 1 s left"],
  [730e6, 730e6, 1.4, "100 % · 730 of 730 MB · 521 MB/s · 0 s left"],
  [5e6, 0, 2, "5 MB · 3 MB/s"],
  [9e6, 8e6, 2, "9 MB · 5 MB/s"],
])("%d of %d bytes after %d s", (bytes, total, seconds, line) => {
  expect(progressLine(bytes, total, seconds)).toBe(line);
});

test("a terminal sees it after a second, five times a second, and it is wiped at the end", () => {
  const written: string[] = [];
  let now = 0;
  const stderr = { isTTY: true, write: (text: string) => written.push(text) };
  const io = { now: () => now, stderr } as unknown as Io;
  const progress = createProgress(1e6, io, false);
  const at = (offset: number) => ({ offset, line: 0 });
  for (let step = 0; step < 20; step++) {
    now += 100;
    progress.note({
      source: { name: "x", fingerprint: "x", hashedBytes: 1 },
      start: at(step * 50_000),
      end: at((step + 1) * 50_000),
      entries: [],
      reference: 0,
      isLast: false,
    });
  }
  progress.clear();
  expect(written).toHaveLength(7);
  expect(written[0]).toBe("\r\u001b[K50 % · 1 of 1 MB · 1 MB/s · 1 s left");
  expect(written.at(-1)).toBe("\r\u001b[K");
});
