import { createBraceCounter } from "./braces.ts";
import { LINE_BYTES } from "./entry.ts";
import { createJsonCheck } from "./json-check.ts";

/** The text of one object, whole or broken. `bytes`: what it took of the source, with what stood before it. */
export type ObjectText = { readonly text: string; readonly cut: boolean; readonly bytes: number };

/** Cuts objects out of a text that comes in chunks. */
export type ObjectCutter = {
  cut(chunk: string): readonly ObjectText[];
  /** What the end of the text leaves unfinished. */
  end(): readonly ObjectText[];
};

/** `[`, `, `, `]`: what stands between objects, of one array or of several */
const SEPARATORS = /^[\s,[\]]*/u;

/** `,{"time"`: how another object of the same kind begins → its first key */
const FIRST_KEY = /^[\s,]*\{\s*("[^"]{0,200}")/u;

/** `\n  ` before an object: how far to the right its line begins */
const INDENT = /(?:^|\n)([ \t]*)$/u;

/** What reaches to the end of an object or of a line is looked at as one piece; no piece is longer. */
const PIECE_LENGTH = 1 << 14;

/** A longer object is not followed any further: it is broken. */
const OBJECT_BYTES = 1 << 20;

/**
 * Cuts the objects of one array, or of one after the other, out of a text. An object in which something stands that cannot be
 * is given up where its braces close, or where the next one begins: it is one broken object, and the rest goes on. No more
 * than the length of a line is kept of any.
 */
export function createObjectCutter(): ObjectCutter {
  let open: OpenObject | null = null;
  let found: ObjectText[] = [];
  let before = "";
  let held = "";

  function take(piece: string): void {
    const rest = open === null ? withoutSeparators(piece) : piece;
    if (rest === "") return;
    open ??= openObject(before);
    const state = open.add(rest);
    if (state === "open") return;
    found.push(open.taken());
    open = null;
    before = state === "lost" ? "\n" : "";
    if (state === "lost") take(rest);
  }

  function withoutSeparators(piece: string): string {
    const separators = SEPARATORS.exec(piece)?.[0] ?? "";
    before = (before + separators).slice(-LINE_BYTES);
    return piece.slice(separators.length);
  }

  return {
    cut(chunk) {
      found = [];
      const text = held + chunk;
      let start = 0;
      for (let end = pieceEnd(text, 0); end > 0; end = pieceEnd(text, start)) {
        take(text.slice(start, end));
        start = end;
      }
      held = text.slice(start);
      return found;
    },
    end() {
      found = [];
      take(held);
      if (open !== null) found.push(open.taken());
      return found;
    },
  };
}

/** Where the piece that begins at `start` ends; 0 while more of it must come. */
function pieceEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + PIECE_LENGTH);
  for (let at = start; at < most; at++) {
    const unit = text.charCodeAt(at);
    if (unit === CLOSE || unit === NEWLINE) return at + 1;
  }
  return most === start + PIECE_LENGTH ? most : 0;
}

const NEWLINE = 0x0a;
const CLOSE = 0x7d;

type OpenObject = {
  /** Adds a piece. `whole`: the object ends with it. `lost`: another object begins there, and this one will not end. */
  add(piece: string): "open" | "whole" | "lost";
  taken(): ObjectText;
};

/**
 * An object that begins behind these separators. It ends where its braces close; before that stream-json notices what cannot
 * be, so that one that never closes does not swallow the next.
 */
function openObject(before: string): OpenObject {
  const isPossible = createJsonCheck();
  const bracesAfter = createBraceCounter();
  const indent = INDENT.exec(before)?.[1] ?? null;
  let isBroken = false;
  let text = "";
  let bytes = Buffer.byteLength(before);

  /** Whether another object begins here: as far to the right as this one, or with the same first key. */
  function isNext(piece: string): boolean {
    if (text === "") return false;
    if (indent !== null && text.endsWith("\n")) return piece.startsWith(`${indent}{`);
    const key = FIRST_KEY.exec(piece)?.[1];
    return text.endsWith("}") && key !== undefined && key === FIRST_KEY.exec(text)?.[1];
  }

  return {
    add(piece) {
      isBroken ||= bytes > OBJECT_BYTES || !isPossible(piece);
      if (isBroken && isNext(piece)) return "lost";
      if (text.length <= LINE_BYTES) text += piece;
      bytes += Buffer.byteLength(piece);
      return bracesAfter(piece) <= 0 ? "whole" : "open";
    },
    taken: () => ({ text: text.slice(0, LINE_BYTES), cut: text.length > LINE_BYTES, bytes }),
  };
}
