import { expect, test } from "vitest";
import { generateEximLog } from "../../bench/exim-log.ts";
import { isWrong, verify } from "../../bench/verify.ts";
import { temporaryFile } from "../support/files.ts";
import { command } from "../support/run.ts";

const START = Date.UTC(2026, 10, 2) / 1000;

function generated(seed: number, bytes: number) {
  let text = "";
  const truth = generateEximLog({ seed, bytes, startAt: START }, (line) => {
    text += line;
  });
  return { text, truth };
}

test("the same seed gives the same log, and a longer log begins with the shorter", () => {
  const short = generated(7, 100_000).text;
  expect(generated(7, 100_000).text).toBe(short);
  expect(generated(7, 300_000).text.startsWith(short.slice(0, 99_000))).toBe(true);
  expect(generated(8, 100_000).text).not.toBe(short);
});

test("the record agrees with a recount of the text", () => {
  const { text, truth } = generated(1, 4_000_000);
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  expect(truth.bytes).toBe(text.length);
  expect(truth.lines).toBe(count(/\n/gu));
  expect(truth.attempts.delivered).toBe(count(/ [=-]> /gu));
  expect(truth.attempts.bounced).toBe(count(/: 550 5\.1\.1 /gu));
  expect(truth.unreachable.connections).toBe(count(/ \[\S+\] Connection refused\n/gu));
  expect(truth.codes["none"]?.withheld).toBe(count(/retry time not reached/gu));
  expect(truth.linesWith421).toBe(count(/: 421[ -].*\n/gu));
  expect(truth.codes["421"]?.recipients).toBe(count(/ == .*: 421[ -].*\n/gu));
});

test("ingest finds what the record says", async () => {
  const { text, truth } = generated(1, 4_000_000);
  const log = temporaryFile("mainlog", text);
  const answer = await command(["ingest", "--tz", "UTC", "--db", `${log}.db`, log]);
  expect(answer.exitCode).toBe(0);
  const checks = verify(`${log}.db`, truth);
  expect(checks.length).toBeGreaterThan(10);
  expect(checks.filter(isWrong)).toEqual([]);
});
