import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { CORPUS, describeCorpus } from "../support/shared.ts";
import { walk } from "../support/walk.ts";
import { accountOf } from "./golden.ts";

/** What lies beside the logs: programs, settings, what servers say they sent. */
const NOT_LOGS = /\.(?:md|py|conf|tmpl|txt\.bak)$|\.truth\.ndjson$|\/mock\//u;

const logs = (): readonly string[] =>
  readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(CORPUS.length + 1))
    .filter((name) => !NOT_LOGS.test(name))
    .sort();

describeCorpus("every log of the shared corpus", () => {
  test("comes to what it came to before, line by line of accounting", async () => {
    const accounts = [];
    for (const name of logs()) {
      const db = openDatabase(":memory:");
      await walk([join(CORPUS, name)], db);
      accounts.push(JSON.stringify({ log: name, ...accountOf(db) }));
      db.close();
    }
    await expect(`${accounts.join("\n")}\n`).toMatchFileSnapshot("shared-corpus.golden.jsonl");
  });
});
