import { describe, expect, test } from "vitest";
import { PLAYBOOK, THROTTLING_CAUSES } from "../../src/meaning/playbook.ts";
import { CAUSES } from "../../src/meaning/rules/rule.ts";

describe("every cause has an advice", () => {
  test.each(CAUSES)("%s", (cause) => {
    const { label, question, who, steps } = PLAYBOOK[cause];
    expect(label).not.toBe("");
    expect(question.endsWith("?")).toBe(true);
    expect(who).not.toBe("");
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.length).toBeLessThanOrEqual(4);
  });
});

test("throttling is what sending less would ease", () => {
  expect([...THROTTLING_CAUSES]).toEqual(["rate_limit", "connection_limit", "reputation"]);
});
