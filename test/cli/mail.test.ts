import { chmodSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../support/files.ts";
import { ingested } from "../support/ingested.ts";
import { type Answer, command } from "../support/run.ts";

async function mailed(...argv: readonly string[]): Promise<Answer> {
  const { db } = await ingested();
  return command(["report", "--db", db, "--tz", "UTC", "--format", "mail", ...argv]);
}

test("without a way to send it the message is printed, marked as automatic and threaded by host", async () => {
  const { stdout, exitCode } = await mailed("--to", "postmaster@example.org");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("From: smtp-analyze@mx1.example.org\n");
  expect(stdout).toContain("To: postmaster@example.org\n");
  expect(stdout).toContain("Subject: [throttling] not enough data");
  expect(stdout).toContain("Auto-Submitted: auto-generated\n");
  expect(stdout).toContain("References: <throttling@mx1.example.org>\n");
  expect(stdout).toContain("Content-Type: multipart/alternative;");
  expect(stdout.indexOf("text/plain")).toBeLessThan(stdout.indexOf("text/html"));
});

test("the same report is the same message, byte by byte", async () => {
  const [first, second] = [await mailed(), await mailed()];
  expect(first.stdout).toBe(second.stdout);
});

test("sendmail gets the message and the recipients", async () => {
  const folder = temporaryFolder();
  const kept = join(folder, "kept");
  const program = temporaryFile(
    "sendmail",
    `#!/bin/sh\necho "$@" > ${kept}.arguments\ncat > ${kept}\n`,
  );
  chmodSync(program, 0o755);
  const { stdout, exitCode } = await mailed(
    "--to",
    "a@example.org,b@example.org",
    "--sendmail",
    program,
  );
  expect([exitCode, stdout]).toEqual([0, ""]);
  expect(readFileSync(kept, "utf8")).toContain("Subject: [throttling]");
  expect(readFileSync(`${kept}.arguments`, "utf8")).toContain("a@example.org b@example.org");
});

/** An SMTP server that says yes to everything, or no to everybody, and keeps what it was told. */
async function listening(answer: string): Promise<{ port: number; heard: () => string }> {
  let heard = "";
  const serve = (socket: Socket): void => {
    let inData = false;
    socket.write("220 mx.example.net\r\n");
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      if (inData && !heard.endsWith("\r\n.\r\n")) return;
      const begins = !inData && heard.endsWith("DATA\r\n");
      inData = begins;
      socket.write(
        begins ? "354 go on\r\n" : `${heard.includes("RCPT TO") ? answer : "250 ok"}\r\n`,
      );
    });
    socket.on("error", () => {});
  };
  const server = createServer(serve).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

test("an SMTP server gets the message", async () => {
  const { port, heard } = await listening("250 ok");
  const { exitCode, stdout } = await mailed(
    "--to",
    "a@example.org",
    "--smtp",
    `smtp://127.0.0.1:${port}`,
  );
  expect([exitCode, stdout]).toEqual([0, ""]);
  expect(heard()).toContain("RCPT TO:<a@example.org>");
  expect(heard()).toContain("Subject: [throttling]");
});

test("a server that says no is quoted, and the way out named", async () => {
  const { port } = await listening("421 4.7.0 come back later");
  const { exitCode, stderr } = await mailed(
    "--to",
    "a@example.org",
    "--smtp",
    `smtp://127.0.0.1:${port}`,
  );
  expect(exitCode).toBe(1);
  expect(stderr).toContain("cannot send the report to a@example.org");
  expect(stderr).toContain("421 4.7.0 come back later");
  expect(stderr).toContain("ready for sendmail -t");
});

test("a mail to nobody is refused", async () => {
  const { exitCode, stderr } = await mailed("--sendmail");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("name somebody with --to");
});

test("the page can be attached", async () => {
  const { stdout } = await mailed("--attach");
  expect(stdout).toContain("filename=report.html");
});

test.each([
  ["watch", "not enough data is told", true],
  ["critical", "only a critical state is told", false],
])("--only-if %s: %s", async (state, _, told) => {
  const { stdout, exitCode } = await mailed("--only-if", state);
  expect([exitCode, stdout !== ""]).toEqual([0, told]);
});

test("the report as CSV has one record per address, and no cell that a spreadsheet would run", async () => {
  const { db } = await ingested();
  const { stdout } = await command(["report", "--db", db, "--tz", "UTC", "--format", "csv"]);
  const [head, ...rows] = stdout.trim().split("\r\n");
  expect(head).toBe(
    "provider,remote_host,remote_ip,recipients,replies,withheld,shadowed,attempts,rate,rate_low,rate_high",
  );
  expect(rows.reduce((sum, row) => sum + Number(row.split(",")[3]), 0)).toBe(3);
  expect(rows.filter((row) => /^[=+\-@]/u.test(row))).toEqual([]);
});
