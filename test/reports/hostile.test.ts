import { describe, expect, test } from "vitest";
import { buildReport, renderReport, renderTop, type TopRow } from "../../reports/index.ts";
import { safeJson, visible, withoutControls } from "../../reports/render/remote-text.ts";
import { controlsIn } from "./controls.ts";
import { OPTIONS } from "./fixture.ts";
import { EVIL, hostileDatabase, TERMINAL } from "./hostile-database.ts";

const LOOK = { columns: 80, colour: false };
const db = hostileDatabase();
const model = buildReport(db, { ...OPTIONS, title: `title ${EVIL}`, command: `command ${EVIL}` });

describe("acceptance 3: what the remote end wrote stays text", () => {
  test("in the page", () => {
    const page = renderReport(model, "html", LOOK);
    expect(page.match(/<script/gu)).toHaveLength(2);
    expect(page.match(/<\/script/gu)).toHaveLength(2);
    const [body = ""] = page.slice(page.indexOf("<body")).split("<script>");
    expect(page.includes("<img")).toBe(false);
    expect(/<[^>]* on[a-z]+="/u.test(body)).toBe(false);
    expect(body.includes("&lt;/script&gt;&lt;script&gt;alert(1)")).toBe(true);
    expect(body.includes("\\u{202e}")).toBe(true);
    expect(controlsIn(body)).toEqual([]);
  });

  test("in the data block, which is still the same JSON", () => {
    const page = renderReport(model, "html", LOOK);
    const block =
      page.split('<script type="application/json" id="d">')[1]?.split("</script>")[0] ?? "";
    expect(block).not.toMatch(/[<>&]/u);
    expect(JSON.parse(block).lines[0].name).toContain("</script>");
  });

  test("in the text, without a single control character", () => {
    const text = renderReport(model, "text", LOOK);
    expect(controlsIn(text)).toEqual([]);
    expect(text.split("\n").filter((line) => Array.from(line).length > 80)).toEqual([]);
  });

  test("in the JSON, which a terminal can show and a parser gives back whole", () => {
    const json = renderReport(model, "json", LOOK);
    expect(controlsIn(json)).toEqual([]);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(model)));
  });
});

describe("top", () => {
  const row = (key: string): TopRow => ({
    key,
    recipients: 1,
    replies: 1,
    withheld: 0,
    shadowed: 0,
    attempts: 9,
    rate: null,
  });

  test.each([
    ["=cmd()|' /C calc'!A0", "'=cmd()|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "' =1"],
    ["\r=1", "' =1"],
    [" =1", "' =1"],
    ["\u200b=1", "'=1"],
    ["＝1", "'＝1"],
    ['a "b", c', '"a ""b"", c"'],
    ["mx.example.net", "mx.example.net"],
  ])("the CSV cell %j becomes %j", (key, cell) => {
    const [, line] = renderTop([row(key)], "host", "csv", LOOK).split("\r\n");
    expect(line).toBe(`${cell},1,1,0,0,9,`);
  });

  test.each(["text", "json", "jsonl", "csv"] as const)(
    "%s carries no control character",
    (format) => {
      const written = renderTop([row(TERMINAL)], "host", format, LOOK);
      expect(controlsIn(written.replaceAll("\r\n", "\n"))).toEqual([]);
    },
  );
});

describe("remote text", () => {
  test.each([
    ["a\u001b[2Jb", "a[2Jb", "a\\u{1b}[2Jb"],
    ["a\u202eb", "ab", "a\\u{202e}b"],
    ["a\nb", "a b", "a\\u{a}b"],
    ["Grüße 😀", "Grüße 😀", "Grüße 😀"],
  ])("%j", (text, stripped, shown) => {
    expect(withoutControls(text)).toBe(stripped);
    expect(visible(text)).toBe(shown);
  });

  test("beyond the basic plane a JSON escape is a pair", () => {
    const tag = JSON.stringify("\u{e0041}");
    expect(safeJson(tag)).toBe('"\\udb40\\udc41"');
    expect(JSON.parse(safeJson(tag))).toBe("\u{e0041}");
  });
});
