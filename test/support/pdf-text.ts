import { inflateSync } from "node:zlib";

/** `12 0 obj … endobj`, with its number. */
const OBJECT = /(\d+) 0 obj\b([\s\S]*?)\bendobj/gu;
const STREAM = /stream\r?\n/u;
const LENGTH = /\/Length (\d+)/u;
const PAGE = /\/Type\s*\/Page\b/u;
const CONTENTS = /\/Contents (\d+) 0 R/u;
const FONT = /\/(F\d+) (\d+) 0 R/gu;
const FORM = /\/(X\d+) (\d+) 0 R/gu;
const TO_UNICODE = /\/ToUnicode (\d+) 0 R/u;

/** In a map from glyphs to text: `<0003> <0020>`, or a range `<0003> <0005> <0041>`. */
const CHAR = /^<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>$/u;
const RANGE = /^<([0-9a-fA-F]+)> <([0-9a-fA-F]+)> <([0-9a-fA-F]+)>$/u;

/** In a page: a font is chosen, glyphs are shown, or a drawing of its own (an object) is put in. */
const SHOWN = /\/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\/(X\d+) Do/gu;

/** Cut by its length: what is compressed may end in a line break of its own. */
function streamOf(body: string): string {
  const start = STREAM.exec(body);
  const from = (start?.index ?? body.length) + (start?.[0].length ?? 0);
  const found = body.slice(from, from + Number(LENGTH.exec(body)?.[1] ?? 0));
  if (!body.includes("/FlateDecode")) return found;
  return inflateSync(Buffer.from(found, "latin1")).toString("latin1");
}

function textOf(hex: string): string {
  return String.fromCharCode(
    ...Array.from({ length: hex.length / 4 }, (_, place) =>
      Number.parseInt(hex.slice(place * 4, place * 4 + 4), 16),
    ),
  );
}

type Glyphs = ReadonlyMap<string, string>;
type Pair = readonly [glyph: string, text: string];

/** `0003`, `0005` and `0041` → glyphs 3 to 5 stand for A to C. */
function rangeOf(first: string, last: string, start: string): readonly Pair[] {
  const [from = 0, to = 0, at = 0] = [first, last, start].map((hex) => Number.parseInt(hex, 16));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => [
    (from + place).toString(16).toUpperCase().padStart(4, "0"),
    String.fromCharCode(at + place),
  ]);
}

function pairsIn(line: string): readonly Pair[] {
  const [, glyph = "", text] = CHAR.exec(line) ?? [];
  if (text !== undefined) return [[glyph.toUpperCase(), textOf(text)]];
  const [, first = "", last = "", start] = RANGE.exec(line) ?? [];
  return start === undefined ? [] : rangeOf(first, last, start);
}

/** Which text each glyph of a font stands for. */
function glyphsOf(map: string): Glyphs {
  return new Map(map.split("\n").flatMap(pairsIn));
}

function readWith(glyphs: Glyphs, hex: string): string {
  const places = Array.from({ length: hex.length / 4 }, (_, place) => place * 4);
  return places
    .map((place) => glyphs.get(hex.slice(place, place + 4).toUpperCase()) ?? "")
    .join("");
}

/** The objects of a file by number, with what their names stand for: fonts as maps of glyphs, forms as streams. */
function objectsOf(pdf: Buffer) {
  const objects = new Map(
    Array.from(pdf.toString("latin1").matchAll(OBJECT), ([, number = "", body = ""]) => [
      number,
      body,
    ]),
  );
  const at = (number: string | undefined) => objects.get(number ?? "") ?? "";
  const bodies = [...objects.values()];
  const named = (pattern: RegExp) =>
    bodies.flatMap((body) =>
      Array.from(body.matchAll(pattern), ([, name = "", number]) => [name, at(number)] as const),
    );
  const fonts = new Map(
    named(FONT).map(([name, font]) => [name, glyphsOf(streamOf(at(TO_UNICODE.exec(font)?.[1])))]),
  );
  const forms = new Map(named(FORM).filter(([, body]) => body.includes("/Form")));
  return { bodies, fonts, forms, at };
}

/** The text of every page of a PDF as Chromium writes it, in the order it is drawn, without blanks. */
export function pdfTextOf(pdf: Buffer): readonly string[] {
  const { bodies, fonts, forms, at } = objectsOf(pdf);
  const drawn = (stream: string): string => {
    let glyphs: Glyphs = new Map();
    let text = "";
    for (const [, font, hex = "", form = ""] of stream.matchAll(SHOWN)) {
      glyphs = fonts.get(font ?? "") ?? glyphs;
      const part = forms.get(form);
      text += readWith(glyphs, hex) + (part === undefined ? "" : drawn(streamOf(part)));
    }
    return text;
  };
  return bodies
    .filter((body) => PAGE.test(body))
    .map((body) => drawn(streamOf(at(CONTENTS.exec(body)?.[1]))).replaceAll(/\s/gu, ""));
}
