import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePostfixUsers } from "../support/postfix-users.ts";
import {
  isTemporary,
  readSentReplies,
  type SentReply,
  tallyOfSent,
  tallyOfStored,
} from "../support/server-truth.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COMMAND = join(ROOT, "dist/cli/main.js");
const UNPACK = join(ROOT, "test/e2e/unpack.sh");

/** Two days of the servers' story in half a minute. */
const HOUR_SECONDS = "0.6";

/** The daemons give up root and must still reach their folders in it. */
const work = mkdtempSync(join(tmpdir(), "smtp-analyze-e2e-"));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The installed program of a package, or its copy in the package unpacked. */
function programOf(name: string, packageName: string): { tree: string; path: string } {
  const path = `/usr/sbin/${name}`;
  if (existsSync(path)) return { tree: "", path };
  const tree = join(work, packageName);
  execFileSync(UNPACK, [packageName, tree], { stdio: ["ignore", "inherit", "pipe"] });
  return { tree, path: join(tree, path) };
}

/** Runs a recording to its end. What it says is shown when it fails. */
async function record(script: string, env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(join(ROOT, script), [work], {
    env: { ...process.env, TMPDIR: work, HOUR_SECONDS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}:\n${said}`);
}

/** Reads a log with the built program into a fresh database. */
function ingest(log: string, ...flags: readonly string[]): string {
  const db = `${log}.db`;
  execFileSync(process.execPath, [COMMAND, "ingest", "--tz", "UTC", ...flags, "--db", db, log], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return db;
}

/** Processes with our folder as their root or in their command line. */
function survivors(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      const root = readlinkSync(`/proc/${pid}/root`);
      return `${root} ${readFileSync(`/proc/${pid}/cmdline`, "latin1")}`.includes(work);
    } catch {
      return false;
    }
  });
}

function count421(sent: readonly SentReply[]): number {
  return sent.filter(({ reply }) => reply.at(-1)?.startsWith("421")).length;
}

beforeAll(() => {
  if (process.getuid?.() !== 0) throw new Error("the end-to-end test needs root: ports 25 and 53");
  if (!existsSync(COMMAND)) throw new Error(`${COMMAND} is missing: npm run build`);
});

describe("Postfix, started for this test", () => {
  let db = "";
  let sent: readonly SentReply[] = [];

  beforeAll(async () => {
    const { tree } = programOf("postfix", "postfix");
    if (tree !== "") makePostfixUsers();
    await record("examples/postfix-file/record.sh", { STRETCH: "1", POSTFIX_TREE: tree });
    sent = readSentReplies(join(work, "truth.ndjson"));
    db = ingest(join(work, "mail.log"), "--year", "2026");
  });

  test("was refused often and in many ways", () => {
    expect(count421(sent)).toBeGreaterThan(100);
    expect(Object.keys(tallyOfSent(sent, 2000)).length).toBeGreaterThan(25);
  });

  test("has each temporary refusal found at its server, code, enhanced code and stage", () => {
    expect(tallyOfStored(db)).toEqual(tallyOfSent(sent, 2000));
  });

  test("leaves no process behind", () => {
    expect(survivors()).toEqual([]);
  });
});

describe.each([
  ["its own choice of what to log", ""],
  ["everything logged", "+all"],
])("Exim with %s, started for this test", (_, selector) => {
  let db = "";
  let sent: readonly SentReply[] = [];

  beforeAll(async () => {
    const { path } = programOf("exim4", "exim4-daemon-light");
    const name = `exim${selector}`;
    await record("examples/exim-mainlog/record.sh", { EXIM: path, NAME: name, SELECTOR: selector });
    // Recipients that came too many at once go into a further message, and nothing is logged.
    sent = readSentReplies(join(work, `${name}.truth.ndjson`)).filter(
      (one) => !(isTemporary(one) && one.server === "192.0.2.133"),
    );
    db = ingest(join(work, `${name}.log`));
  });

  test("was refused often and in many ways", () => {
    expect(count421(sent)).toBeGreaterThan(100);
    expect(Object.keys(tallyOfSent(sent, Number.POSITIVE_INFINITY)).length).toBeGreaterThan(25);
  });

  test("has each temporary refusal found at its server, code, enhanced code and stage", () => {
    expect(tallyOfStored(db)).toEqual(tallyOfSent(sent, Number.POSITIVE_INFINITY));
  });

  test("leaves no process behind", () => {
    expect(survivors()).toEqual([]);
  });
});
