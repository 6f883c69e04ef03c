import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { causeOf } from "../../src/meaning/cause.ts";

type Labelled = {
  readonly reply: string;
  readonly code: number;
  readonly enhanced: string | null;
  readonly provider: string;
  readonly reason: string;
  readonly alt_reason?: readonly string[];
};

/** A folder with labelled real replies, not part of the repository: `responses.open.jsonl`, one reply per line. */
const FOLDER = process.env["SMTP_ANALYZE_KNOWLEDGE"] ?? "";
const FILE = join(FOLDER, "responses.open.jsonl");

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

test.skipIf(FOLDER === "" || !existsSync(FILE))("real replies get an accepted cause", () => {
  const replies = readFileSync(FILE, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Labelled);
  expect(shareOfAccepted(replies, (reply) => reply.provider)).toBeGreaterThan(0.95);
  expect(shareOfAccepted(replies, () => "unknown")).toBeGreaterThan(0.9);
});
