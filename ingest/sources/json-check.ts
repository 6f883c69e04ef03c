import { jsonParser } from "stream-json/core/parser.js";

/** Whether the pieces of one JSON value read so far can be the beginning of one. Once they cannot, no more are read. */
export type JsonCheck = (piece: string) => boolean;

/** Reads one value in pieces with stream-json. Its tokens carry no text: that is taken from the source as it stands. */
export function createJsonCheck(): JsonCheck {
  const read = jsonParser({ packValues: false, streamValues: false });
  let isPossible = true;
  return (piece) => {
    if (!isPossible) return false;
    try {
      read(piece);
    } catch {
      isPossible = false;
    }
    return isPossible;
  };
}
