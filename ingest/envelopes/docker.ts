import type { Fields } from "./json-fields.ts";
import { createPieces } from "./pieces.ts";

/** The whole text of a record that Docker may have split; null while the rest is still to come. */
export type DockerJoiner = (fields: Fields, body: string, line: number) => string | null;

/** The fields of Docker's json-file log. A shipper adds some of its own, and takes the line ends away. */
const JSON_FILE: ReadonlySet<string> = new Set(["log", "stream", "time", "attrs"]);

/** `Nov 20 15:`, `<22>Nov`, `2026-11-20T15:`: how a record begins, and how the rest of one does not */
const BEGINNING = /^(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d \d\d:|\d{4}-\d\d-\d\d[T ]\d\d:)/u;

/**
 * Docker cuts records at 16 KiB: one whose text does not end its line goes on in the next of the same stream. fluent-bit
 * names the pieces `P` and `F` in `logtag` instead. Where a stream shows that it never ends its lines, none of them waits.
 */
export function createDockerJoiner(): DockerJoiner {
  const pieces = createPieces();
  const trimmed = new Set<string>();

  function fileRecord(stream: string, body: string, line: number): string | null {
    const isWhole = body.endsWith("\n");
    if (BEGINNING.test(body) && pieces.isOpen(stream, line)) {
      pieces.drop(stream);
      if (!isWhole) trimmed.add(stream);
    }
    return pieces.join(stream, body, isWhole || trimmed.has(stream), line);
  }

  return (fields, body, line) => {
    const stream = fields.named.get("stream");
    if (stream !== "stdout" && stream !== "stderr") return body;
    const mark = fields.named.get("logtag");
    if (mark === "P" || mark === "F") return pieces.join(stream, body, mark === "F", line);
    return isJsonFile(fields) ? fileRecord(stream, body, line) : body;
  };
}

function isJsonFile(fields: Fields): boolean {
  const { named, hasOthers } = fields;
  return !hasOthers && named.has("log") && [...named.keys()].every((name) => JSON_FILE.has(name));
}
