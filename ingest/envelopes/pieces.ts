/**
 * Puts records together again that a container runtime has split: by stream, because stdout and stderr interleave. `line` is
 * the ordinal of the line that holds a piece: where it does not grow, another file has begun, and what was open is lost.
 */
export type Pieces = {
  /** The whole text once its last piece is there, else null. */
  join(stream: string, text: string, isLast: boolean, line: number): string | null;
  /** Whether the stream's record is unfinished before this line. */
  isOpen(stream: string, line: number): boolean;
  /** Forgets the stream's unfinished record. */
  drop(stream: string): void;
};

/** A record that grows beyond this is cut here, like a line. */
const LONGEST = 1 << 16;

/** Names of streams kept at a time. Real ones are stdout and stderr. */
const MOST = 16;

export function createPieces(): Pieces {
  const open = new Map<string, string>();
  let latest = -1;
  return {
    join(stream, text, isLast, line) {
      if (line <= latest) open.clear();
      latest = line;
      const before = open.get(stream);
      if (before === undefined && isLast) return text;
      const joined = ((before ?? "") + text).slice(0, LONGEST);
      open.delete(stream);
      if (isLast) return joined;
      if (open.size >= MOST) open.clear();
      open.set(stream, joined);
      return null;
    },
    isOpen: (stream, line) => line > latest && open.has(stream),
    drop: (stream) => {
      open.delete(stream);
    },
  };
}
