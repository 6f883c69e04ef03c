/**
 * What the remote end may have written to fool a terminal or a reader: control characters (C0 with ESC, C1 with CSI),
 * format characters (U+202E and the other bidirectional controls, zero-width ones), line and paragraph separators.
 */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Without them, for terminals, mail and CSV. A tab or line break becomes a blank. */
export function withoutControls(text: string): string {
  return text.replace(HOSTILE, (character) => ("\t\n\r".includes(character) ? " " : ""));
}

/** With them made visible as `\u{202e}`, for a page where evidence matters. */
export function visible(text: string): string {
  return text.replace(
    HOSTILE,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** JSON that is safe in a terminal and inside `<script>`: what could end the block, start an entity or steer a terminal is escaped. */
const UNSAFE_IN_JSON = /[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Escapes to `\uXXXX`, UTF-16 unit by unit, so that the parsed value is the same. Line breaks of the layout stay. */
export function safeJson(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (character) => {
    if (character === "\n") return character;
    return Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join("");
  });
}
