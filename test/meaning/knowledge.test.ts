import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { causeOf } from "../../src/meaning/cause.ts";
import { describeKnowledge, KNOWLEDGE } from "../support/shared.ts";

type Labelled = {
  readonly reply: string;
  readonly code: number;
  readonly enhanced: string | null;
  readonly provider: string;
  readonly reason: string;
  readonly alt_reason?: readonly string[];
};

function shareOfAccepted(
  replies: readonly Labelled[],
  providerOf: (reply: Labelled) => string,
): number {
  const accepted = replies.filter((reply) => {
    const { code, enhanced, reply: text } = reply;
    const { cause } = causeOf({
      provider: providerOf(reply),
      code,
      enhanced,
      stage: "unknown",
      text,
    });
    return cause === reply.reason || (reply.alt_reason ?? []).includes(cause);
  });
  return accepted.length / replies.length;
}

describeKnowledge("what we know of replies", () => {
  test("real replies get an accepted cause", () => {
    const replies = readFileSync(join(KNOWLEDGE, "responses.open.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Labelled);
    expect(shareOfAccepted(replies, (reply) => reply.provider)).toBeGreaterThan(0.95);
    expect(shareOfAccepted(replies, () => "unknown")).toBeGreaterThan(0.9);
  });
});
