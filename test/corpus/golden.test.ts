import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { goldenOf } from "./golden.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Every log in a folder beside this file: dropping one in adds a test. */
const LOGS = readdirSync(HERE, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".log") && name.includes("/"))
  .sort();

describe("the golden corpus", () => {
  test("has a case for every dialect and every wrapper", () => {
    const folders = new Set(LOGS.map((name) => name.split("/")[0]));
    expect([...folders]).toEqual(
      expect.arrayContaining([
        "containers",
        "exim",
        "journal",
        "json",
        "postfix",
        "syslog",
        "time",
      ]),
    );
  });

  test.each(LOGS)("%s", async (name) => {
    const golden = join(HERE, name.replace(/log$/u, "golden.jsonl"));
    await expect(await goldenOf(join(HERE, name))).toMatchFileSnapshot(relative(HERE, golden));
  });
});
