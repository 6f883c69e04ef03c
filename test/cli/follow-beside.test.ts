import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import {
  counted,
  DELIVERED,
  deliveries,
  delivery,
  following,
  numberIn,
  places,
} from "../support/following.ts";
import { saidBy, start } from "../support/process.ts";
import { command } from "../support/run.ts";

const LINES = "SELECT sum(lines) FROM coverage";

/** A process takes its time to start. */
const PATIENT = { timeout: 20_000 };

describe("follow, beside others", () => {
  test("goes on when ingest has read the same lines first", async () => {
    const { db, log } = places();
    writeFileSync(log, "");
    const follow = following(["--db", db, log]);
    for (let at = 0; at < 20; at++) {
      appendFileSync(log, deliveries(at * 10, at * 10 + 10));
      const answer = await command(["ingest", "-q", "--db", db, "--tz", "UTC", log]);
      expect(answer.stderr).toMatch(/^$|another process is reading/u);
    }
    await counted(db, 200);
    appendFileSync(log, deliveries(200, 210));
    await counted(db, 210);
    expect((await follow.stop()).exitCode).toBe(0);
    expect(numberIn(db, LINES)).toBe(210);
  });
});

describe("follow refuses", () => {
  test("a folder, and a file that will not grow", async () => {
    const { db, log, folder } = places();
    mkdirSync(log);
    const packed = join(folder, "mail.log.2.gz");
    writeFileSync(packed, gzipSync(deliveries(0, 10)));
    for (const name of [log, packed]) {
      const answer = await command(["follow", "--db", db, name]);
      expect(answer).toMatchObject({ exitCode: 1, stdout: "" });
      expect(answer.stderr).toContain(`cannot follow ${name}: it is `);
      expect(answer.stderr).toContain("hint: ");
    }
  });
});

test("follow refuses JSON that spans lines, which ingest reads as often as one likes", async () => {
  const { db, log } = places();
  const records = [0, 1, 2].map((number) => ({
    time: "2026-11-20T10:15:07Z",
    message: delivery(number).trimEnd(),
  }));
  writeFileSync(log, JSON.stringify(records, null, 2));
  const answer = await command(["follow", "--db", db, log]);
  expect(answer).toMatchObject({ exitCode: 1, stdout: "" });
  expect(answer.stderr).toContain(`cannot follow ${log}: its JSON objects span lines`);
  expect(answer.stderr).toContain("hint: read it from time to time");
  for (let times = 0; times < 2; times++) await command(["ingest", "-q", "--db", db, log]);
  expect(numberIn(db, DELIVERED)).toBe(3);
});

/** The program as a process of its own, and what it has said so far. */
function followed(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = start(["follow", "--tz", "UTC", ...argv], { env });
  const end = once(child, "close").then(([exitCode]) => exitCode as number | null);
  return { child, end, said: saidBy(child) };
}

describe("follow, as a process", () => {
  test("waits for a database that is locked, through a rotation, and then has everything", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const { child, end, said } = followed(["--db", db, log]);
    await counted(db, 10);
    const other = openDatabase(db);
    other.exec("BEGIN IMMEDIATE");
    appendFileSync(log, deliveries(10, 20));
    await expect.poll(said, PATIENT).toContain("another process is writing to it");
    renameSync(log, `${log}.1`);
    writeFileSync(log, deliveries(20, 30));
    appendFileSync(`${log}.1`, deliveries(30, 35));
    expect(numberIn(db, LINES)).toBe(10);
    other.exec("ROLLBACK");
    other.close();
    await counted(db, 35);
    child.kill("SIGTERM");
    expect(await end).toBe(0);
  });

  test("ends while the database is locked, and the next one reads what was not committed", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const { child, end, said } = followed(["--db", db, log]);
    await counted(db, 10);
    const other = openDatabase(db);
    other.exec("BEGIN IMMEDIATE");
    appendFileSync(log, deliveries(10, 20));
    await expect.poll(said, PATIENT).toContain("another process is writing to it");
    child.kill("SIGTERM");
    expect(await end).toBe(0);
    other.exec("ROLLBACK");
    other.close();
    following(["--db", db, log]);
    await counted(db, 20);
  });

  test("commits at SIGTERM what it has read, and does not end at SIGHUP", async () => {
    const { db, log } = places();
    writeFileSync(log, deliveries(0, 10));
    const { child, end, said } = followed(["--db", db, log]);
    await counted(db, 10);
    child.kill("SIGHUP");
    appendFileSync(log, deliveries(10, 20));
    await counted(db, 20);
    child.kill("SIGTERM");
    expect(await end).toBe(0);
    expect(said()).toContain("20 lines · 20 understood");
  });

  test("tells systemd that it is ready, that it is alive, and that it ends", async () => {
    const { db, log, folder } = places();
    const socket = join(folder, "notify");
    const told = await listen(socket);
    const { child, end } = followed(["--db", db, log], {
      NOTIFY_SOCKET: socket,
      WATCHDOG_USEC: "300000",
    });
    await expect.poll(told, PATIENT).toMatch(/^READY=1$/mu);
    await expect.poll(() => told().match(/^WATCHDOG=1$/gmu)?.length, PATIENT).toBeGreaterThan(2);
    child.kill("SIGTERM");
    expect(await end).toBe(0);
    await expect.poll(told, PATIENT).toMatch(/^STOPPING=1$/mu);
  });
});

/** A Unix datagram socket, which Node has none of. */
const LISTEN = `
import shutil, socket, sys
if shutil.which("systemd-notify") is None: sys.exit("no systemd-notify: sh test/tools.sh")
heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
heard.bind(sys.argv[1])
print("listening", flush=True)
while True: print(heard.recv(4096).decode(), flush=True)
`;

/** What is heard at a socket from now on. Fails where the tools are missing that it takes to speak and to listen. */
async function listen(path: string): Promise<() => string> {
  const child = spawn("python3", ["-c", LISTEN, path]);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let heard = "";
  child.stdout.on("data", (chunk: Buffer) => {
    heard += chunk.toString();
  });
  const trouble = saidBy(child);
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(trouble())));
    child.stdout.once("data", () => resolve());
  });
  return () => heard;
}
