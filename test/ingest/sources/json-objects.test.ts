import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStream } from "../../../ingest/sources/inputs.ts";
import { isJsonDocument } from "../../../ingest/sources/json-objects.ts";
import { createObjectCutter } from "../../../ingest/sources/object-cutter.ts";
import type { Batch } from "../../../src/domain/batch.ts";
import { numbers, read } from "../../support/content.ts";
import { temporaryFile, temporaryFolder } from "../../support/files.ts";
import { walk } from "../../support/walk.ts";

function cut(text: string, size = text.length): readonly string[] {
  const cutter = createObjectCutter();
  const found = [];
  for (let at = 0; at < text.length; at += size)
    found.push(...cutter.cut(text.slice(at, at + size)));
  return [...found, ...cutter.end()].map((object) => object.text);
}

describe("objects are cut out of", () => {
  test.each<[string, string, readonly string[]]>([
    ["one array", '[{"a":1},{"b":{"c":[{}]}}]\n', ['{"a":1}', '{"b":{"c":[{}]}}']],
    ["braces inside strings", '[{"a":"}{\\"}"},{"b":1}]', ['{"a":"}{\\"}"}', '{"b":1}']],
    [
      "objects over several lines",
      '{\n "a": 1\n}\n{\n "a": 2\n}\n',
      ['{\n "a": 1\n}', '{\n "a": 2\n}'],
    ],
    ["several arrays", '[{"a":1}]\n[{"a":2}]\n[]\n', ['{"a":1}', '{"a":2}']],
    ["nothing", " [ ] ", []],
  ])("%s", (_, text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    ["a word that is no value", '[{"a":no},{"a":2}]', ['{"a":no}', '{"a":2}']],
    [
      "a broken object that holds others",
      '[{"a":no,"b":[{"c":1},{"c":2}]},{"a":2}]',
      ['{"a":no,"b":[{"c":1},{"c":2}]}', '{"a":2}'],
    ],
    [
      "a brace that is missing, in lines",
      '{\n "a": 1,\n{\n "a": 2\n}\n',
      ['{\n "a": 1,\n', '{\n "a": 2\n}'],
    ],
    [
      "a brace that is missing, in one line",
      '[{"a":{"b":1},{"a":2},{"a":3}]',
      ['{"a":{"b":1}', '{"a":2}', '{"a":3}'],
    ],
    [
      "a quote that is missing",
      '[\n {\n  "a": "x,\n  "b": 1\n },\n {\n  "a": 2\n }\n]',
      ['{\n  "a": "x,\n  "b": 1\n }', '{\n  "a": 2\n }'],
    ],
    ["an end that is missing", '[{"a":1},{"a":2', ['{"a":1}', '{"a":2']],
  ])("%s is one broken object, and the rest goes on", (_, text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  test("chunks of any size alike", () => {
    const object = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.json()), {
      minKeys: 1,
    });
    const piece = fc.oneof(
      object.map((value) => JSON.stringify(value, null, 1)),
      fc.string(),
      fc.constantFrom("[", "]", ",", "\n", "{", "}", '"'),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.integer({ min: 1, max: 40 }), (pieces, size) => {
        const text = pieces.join("");
        expect(cut(text, size)).toEqual(cut(text));
      }),
    );
  });

  test("whole objects each, however they are laid out", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(object), fc.integer({ min: 0, max: 3 }), (objects, indent) => {
        const found = cut(JSON.stringify(objects, null, indent));
        expect(found.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(objects)));
      }),
    );
  });

  test("an endless object, of which no more than a line is kept", () => {
    const cutter = createObjectCutter();
    const long = `[{"a":"${"x".repeat(3_000_000)}"},{"a":2}]`;
    const found = cutter.cut(long);
    expect(found.map((object) => [object.text.length, object.cut, object.bytes])).toEqual([
      [65_536, true, 3_000_009],
      [7, false, 8],
    ]);
  });
});

test.each([
  ['[{"a":1}]', true],
  ["[\n", true],
  ['\ufeff [\n  {\n    "a"', true],
  ["{\n", true],
  ['{ "a": 1,\n', true],
  ['{"a":1}\n{"a":2}\n', false],
  ['{"a":1', false],
  ["[1.0] kernel", false],
  ["Nov 20 10:15:07 mx1 postfix/smtp[1]: x\n", false],
  ["", false],
])("%j is read as one JSON text: %j", (head, expected) => {
  expect(isJsonDocument(Buffer.from(head))).toBe(expected);
});

const TO =
  "4ABC1D: to=<ann@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=3, delays=1/0/1/1, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Slow down (in reply to MAIL FROM command))";

const record = (second: number) => ({
  time: new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString(),
  host: "mx1",
  tag: `postfix/smtp[${second + 1}]:`,
  message: TO,
});
const records = (count: number) => Array.from({ length: count }, (_, at) => record(at));
const LINES = "SELECT sum(lines), sum(understood), sum(not_understood) FROM coverage";

describe("a JSON file", () => {
  test("counts like one object per line, in one array or pretty-printed, plain or compressed", async () => {
    const all = records(500);
    const lines = all.map((one) => `${JSON.stringify(one)}\n`).join("");
    const array = JSON.stringify(all);
    const whole = await read(temporaryFile("mail.json", lines));
    expect(numbers(whole, LINES)).toEqual([500, 500, 0]);
    const counts = (db: typeof whole) =>
      numbers(db, "SELECT sum(recipients), sum(replies) FROM deferral");
    for (const name of [
      temporaryFile("array.json", array),
      temporaryFile("pretty.json", JSON.stringify(all, null, 2)),
      temporaryFile("spread.json", all.map((one) => JSON.stringify(one, null, 1)).join("\n")),
      temporaryFile("array.json.gz", gzipSync(array)),
    ]) {
      const db = await read(name);
      expect(numbers(db, LINES)).toEqual([500, 500, 0]);
      expect(counts(db)).toEqual(counts(whole));
    }
  });

  test("read again adds only the objects that are new", async () => {
    const path = join(temporaryFolder(), "mail.json");
    writeFileSync(path, JSON.stringify(records(40)));
    const db = await read(path);
    await walk([path], db);
    expect(numbers(db, LINES)).toEqual([40, 40, 0]);
    writeFileSync(path, JSON.stringify(records(100)));
    await walk([path], db);
    await walk([path], db);
    expect(numbers(db, LINES)).toEqual([100, 100, 0]);
  });

  test("that ends inside an object waits for the rest of it", async () => {
    const text = JSON.stringify(records(10), null, 1);
    const path = join(temporaryFolder(), "mail.json");
    writeFileSync(path, text.slice(0, -40));
    const db = await read(path);
    expect(numbers(db, LINES)).toEqual([9, 9, 0]);
    writeFileSync(path, text);
    await walk([path], db);
    expect(numbers(db, LINES)).toEqual([10, 10, 0]);
  });
});

describe("a pipe that begins like JSON", () => {
  const options = (signal: AbortSignal) => ({
    resume: () => [],
    sieve: () => false,
    tails: () => [],
    now: () => 7,
    signal,
    failed: () => {},
  });

  test("gives its objects, a last unfinished one too", async () => {
    const text = `${JSON.stringify(records(3), null, 2).slice(0, -3)}`;
    const batches: Batch[] = [];
    const chunks = [Buffer.from(text.slice(0, 90)), Buffer.from(text.slice(90))];
    for await (const batch of readStream(
      "stdin",
      Readable.from(chunks),
      options(new AbortController().signal),
    ))
      batches.push(batch);
    expect(batches.flatMap((batch) => batch.entries)).toHaveLength(3);
    expect(batches.at(-1)).toMatchObject({ isLast: true, end: { line: 3 } });
  });

  test("gives an object as soon as it is written, and a heartbeat while nothing is; it ends when asked to", async () => {
    const pipe = new PassThrough();
    const stop = new AbortController();
    const batches = readStream("stdin", pipe, options(stop.signal))[Symbol.asyncIterator]();
    pipe.write(`${JSON.stringify(record(1), null, 2)}\n`);
    const { value: first } = await batches.next();
    expect(first.entries).toHaveLength(1);
    expect((await batches.next()).value).toMatchObject({ entries: [], isLast: false });
    stop.abort();
    let last: Batch | undefined;
    for (let step = await batches.next(); step.done !== true; step = await batches.next())
      last = step.value;
    expect(last).toMatchObject({ isLast: true });
  });
});
