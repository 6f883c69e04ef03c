import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createPostfixInterpreter } from "../../../ingest/dialects/postfix/interpret.ts";
import type { DeliveryEvent } from "../../../src/domain/delivery-event.ts";
import { CORPUS, describeCorpus } from "../../support/shared.ts";
import { decodeLines } from "./decoded.ts";

const ENVELOPES = join(CORPUS, "_generated/envelopes");

type Read = { readonly events: readonly unknown[]; readonly issues: readonly unknown[] };

/** Kind, host, code and stage of every event, and the codes of all issues. */
function readLog(name: string): Read {
  const lines = readFileSync(join(ENVELOPES, name), "utf8").trimEnd().split("\n");
  const interpret = createPostfixInterpreter();
  const events: unknown[] = [];
  const issues: unknown[] = [];
  for (const decoded of decodeLines(lines)) {
    const outcome = decoded.kind === "value" ? interpret(decoded.value) : decoded;
    if (outcome.kind === "value") events.push(tellingOf(outcome.value));
    if (outcome.kind === "issue") issues.push(outcome.issue.code);
  }
  return { events, issues };
}

function tellingOf(event: DeliveryEvent): readonly unknown[] {
  const host = "remote" in event ? event.remote?.name : undefined;
  const code = "reply" in event ? event.reply?.code : undefined;
  return [event.kind, host, code, "stage" in event ? event.stage : undefined];
}

describeCorpus("the same traffic", () => {
  test.each([
    "rsyslog-rfc5424.log",
    "rsyslog-forward3164.log",
    "rsyslog-json-list.log",
    "rsyslog-json-full.log",
  ])("tells the same in %s as in rsyslog-iso.log", (name) => {
    const iso = readLog("rsyslog-iso.log");
    expect(iso.events).toHaveLength(21);
    expect(readLog(name)).toEqual({ events: iso.events, issues: [] });
  });

  // The journal was recorded on its own: another session of the same servers.
  test.each([
    ["journal.ndjson", ["line-too-long"]],
    ["journal-all.ndjson", []],
  ])("tells the same in %s", (name, issues) => {
    expect(readLog(name)).toEqual({
      events: [
        ["refused", "mx.greet421.test", 421, "connect"],
        ["refused", "mx.fallback.test", 421, "connect"],
        ["delivered", "mx.fallback.test", undefined, undefined],
        ["refused", "mx.dot421.test", 421, "eod"],
        ["refused", "mx.badchars.test", 421, "mail"],
        ["refused", "x", 421, "mail"],
      ],
      issues,
    });
  });
});
