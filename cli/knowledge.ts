import { BUILT_IN, type Knowledge } from "../src/meaning/knowledge.ts";

/** What we know, with what the user's file adds to it. Readers of such files are loaded only where there is one. */
export async function knowledgeOf(rules: string | undefined): Promise<Knowledge> {
  if (rules === undefined || rules === "") return BUILT_IN;
  const { readKnowledge } = await import("./rules-file.ts");
  return readKnowledge(rules);
}
