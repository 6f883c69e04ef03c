import { createDecoder } from "../../../ingest/envelopes/decode.ts";
import type { LogRecord } from "../../../src/domain/log-record.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { NOW } from "../../support/walk.ts";

/** Decodes the lines of one file, one after the other. */
export function decodeLines(lines: readonly string[], zone = "UTC"): readonly Outcome<LogRecord>[] {
  const decode = createDecoder({ zone, year: null });
  let offset = 0;
  return lines.map((text, line) => {
    const entry = { offset, line, text, cut: false };
    offset += Buffer.byteLength(text) + 1;
    return decode(entry, NOW);
  });
}

/** What became of a line: time, host, service, daemon, pid and message of a record, or `skip`, or the code of an issue. */
export type Brief = string | readonly [string, string, string, string, number | null, string];

export function briefOf(outcome: Outcome<LogRecord>): Brief {
  switch (outcome.kind) {
    case "skip":
      return "skip";
    case "issue":
      return outcome.issue.code;
    case "value": {
      const { at, writer, pid, message } = outcome.value;
      const time = new Date(at).toISOString();
      return [time, writer.logHost, writer.service, writer.daemon, pid, message];
    }
  }
}

export function brief(text: string, zone?: string): Brief | undefined {
  return decodeLines([text], zone).map(briefOf)[0];
}
