import { widthOf } from "./text-width.ts";

/** Every sign that our own words and drawings use, and what stands for it where only ASCII can be shown. All are as wide. */
const SIGNS: Readonly<Record<string, string>> = {
  "–": "-",
  "─": "-",
  "−": "-",
  "…": "~",
  "·": "-",
  "●": "*",
  "▲": "!",
  "▼": "v",
  "■": "#",
  "◌": "?",
  "→": ">",
  "↗": "/",
  "↘": "\\",
  "“": '"',
  "”": '"',
  "÷": "/",
  "≤": "<",
  "§": "S",
  "▁": "_",
  "▂": ".",
  "▃": "-",
  "▄": ":",
  "▅": "=",
  "▆": "+",
  "▇": "*",
  "█": "#",
};

const BEYOND_ASCII = /\P{ASCII}/gu;

/** `▁▃█ Zürich – 日` → `_-# Z?rich - ??`: a text that any terminal can show, every column where it was. */
export function asciiOf(text: string): string {
  return text.replace(
    BEYOND_ASCII,
    (character) => SIGNS[character] ?? "?".repeat(widthOf(character)),
  );
}
