import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildReport, type ReportModel, renderReport } from "../../reports/index.ts";
import { asciiOf } from "../../reports/render/ascii.ts";
import { renderMail } from "../../reports/render/mail.ts";
import { fitted, wrapped } from "../../reports/render/text-table.ts";
import { headOf, padded, widthOf } from "../../reports/render/text-width.ts";
import { busyWeek } from "./busy-week.ts";
import { OPTIONS } from "./fixture.ts";

const BUSY = buildReport(busyWeek(), { ...OPTIONS, previous: true, sections: true });

describe("the width of a text in a terminal", () => {
  test.each([
    ["", 0],
    ["mx.example.net", 14],
    ["▁▂█ – … ●", 9],
    ["Zürich", 6],
    ["Zu\u0308rich", 6],
    ["日本語", 6],
    ["한글", 4],
    ["ｍｘ", 4],
    ["『ガ』", 6],
    ["ｶﾞ", 2],
    ["😀 ok", 5],
    ["𠮷野", 4],
  ])("%j takes %i columns", (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  test.each([
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["日本語", 6, "日本語"],
    ["Zu\u0308rich", 4, "Zu\u0308r…"],
    ["abc", 1, "…"],
  ])("%j cut to %i columns is %j", (text, columns, expected) => {
    expect(fitted(text, columns)).toBe(expected);
  });

  test("a wide character is never cut in two, and who cuts comes to an end", () => {
    expect(headOf("日本", 1)).toBe("日");
    expect(wrapped("日本語日本語日本語", 10, "")).toEqual(["日本語日本", "語日本語"]);
    expect(widthOf(padded("日本", 7))).toBe(7);
  });
});

/** What may stand where the outside names things. */
const words: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "日本語.example.jp",
    "한글 메일 서버가 지금은 받을 수 없습니다 나중에 다시 시도하십시오 ".repeat(4),
    `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.example.com`,
    "",
    "😀".repeat(50),
    "ｆｕｌｌｗｉｄｔｈ ｔｅｘｔ ".repeat(9),
    "a b",
  ),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 90 }),
);

/** Keys of the model whose texts come from outside, or are made with such. */
const NAMES = new Set([
  "code",
  "fingerprint",
  "host",
  "label",
  "name",
  "provider",
  "question",
  "reason",
  "sample",
  "sentence",
  "source",
  "text",
  "title",
  "topCause",
  "who",
]);

/** The model with other words in every place that others name, and other numbers in every place that is counted. */
function rewritten<T>(value: T, next: () => string, factor: number, key = ""): T {
  const inner = (one: unknown, name: string) => rewritten(one, next, factor, name);
  if (typeof value === "string") return (NAMES.has(key) ? next() : value) as T;
  if (COUNTED.has(key) && typeof value === "number") return Math.round(value * factor) as T;
  if (Array.isArray(value)) return value.map((one) => inner(one, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, inner(one, name)]),
  ) as T;
}

const COUNTED = new Set([
  "attempts",
  "delivered",
  "hosts",
  "lines",
  "lost",
  "more",
  "omitted",
  "providers",
  "recipients",
  "replies",
  "shadowed",
  "throttled",
  "withheld",
]);

const models: fc.Arbitrary<ReportModel> = fc
  .tuple(fc.array(words, { minLength: 1, maxLength: 12 }), fc.constantFrom(0, 1, 1000, 1e8))
  .map(([all, factor]) => {
    let at = 0;
    return rewritten(BUSY, () => all[at++ % all.length] ?? "", factor);
  });

const tooWide = (text: string, columns: number): readonly string[] =>
  text.split("\n").filter((line) => widthOf(line) > columns);

describe("no line of the report is wider than asked", () => {
  test.each([
    [80, false],
    [80, true],
    [78, false],
    [132, false],
  ])("in %i columns, ASCII %s", (columns, ascii) => {
    fc.assert(
      fc.property(models, (model) => {
        const text = renderReport(model, "text", { columns, colour: false, ascii });
        expect(tooWide(text, columns)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("nor of the text in the mail", () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(tooWide(renderMail(model, null).text, 78)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("where only ASCII can be shown", () => {
  test.each([
    ["▁▂▃▄▅▆▇█ a", "_.-:=+*# a"],
    ["16 % – 20 %…", "16 % - 20 %~"],
    ["Zürich 日本 😀", "Z?rich ???? ??"],
    ["● ▲ ■ → “x”", '* ! # > "x"'],
    ["a\nb", "a\nb"],
  ])("%j is %j, as wide as before", (text, expected) => {
    expect(asciiOf(text)).toBe(expected);
    expect(widthOf(asciiOf(text))).toBe(widthOf(text));
  });

  test("the report is ASCII whole, with its lines where they were", () => {
    const look = { columns: 80, colour: false };
    const ascii = renderReport(BUSY, "text", { ...look, ascii: true });
    const plain = renderReport(BUSY, "text", look);
    expect(ascii).toMatch(/^[\n\u0020-\u007e]*$/u);
    expect(ascii.split("\n").map(widthOf)).toEqual(plain.split("\n").map(widthOf));
    expect(ascii).toMatch(/^All throttled {6}[ _.\-:=+*#]{30,}$/mu);
  });
});
