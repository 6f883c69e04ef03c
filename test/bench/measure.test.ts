import { expect, test } from "vitest";
import { measure } from "../../bench/measure.ts";

test("a run takes time and, on Linux, memory", async () => {
  const busy = "const end = Date.now() + 100; while (Date.now() < end);";
  const { seconds, cpuSeconds, peakBytes } = await measure({
    program: process.execPath,
    args: ["-e", busy],
  });
  expect(seconds).toBeGreaterThan(0.1);
  if (process.platform !== "linux") return;
  expect(peakBytes).toBeGreaterThan(1_000_000);
  expect(cpuSeconds).toBeGreaterThan(0);
});

test("a program that fails is a failure, with its own words", async () => {
  const args = ["-e", "console.error('no such thing'); process.exitCode = 3"];
  await expect(measure({ program: process.execPath, args })).rejects.toThrow(
    "ended with 3: no such thing",
  );
});

test("a program that does not exist is a failure", async () => {
  await expect(measure({ program: "/nonexistent/program", args: [] })).rejects.toThrow("ENOENT");
});
