import { once } from "node:events";
import { type AddressInfo, connect, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type Host,
  hangUp,
  host,
  type Rule,
  say,
  sayAndStay,
  tries,
} from "../../examples/scripted-smtp-server/rule.ts";
import { domains, hosts } from "../../examples/scripted-smtp-server/script.ts";
import { openServers } from "../../examples/scripted-smtp-server/server.ts";

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

/** A server with these rules on a free port, and everything it says it sent. */
async function scripted(...rules: readonly Rule[]) {
  const truth: { server: string; stage: string; reply: unknown; t: number }[] = [];
  const servers = await openServers({
    hosts: [{ ...host("mx.example.net", 0, ...rules), address: "127.0.0.1" }],
    port: 0,
    truth: (line) => truth.push(JSON.parse(line)),
    hourSeconds: 12,
  });
  running.push(...servers);
  const [port = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  return { port, truth };
}

/** Sends everything at once, as a pipelining client may, and reads until the server hangs up. */
async function converse(port: number, ...lines: readonly string[]): Promise<string[]> {
  const socket = connect({ host: "127.0.0.1", port });
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    heard += text;
  });
  socket.write([...lines, "QUIT", ""].join("\r\n"));
  await once(socket, "end");
  socket.destroy();
  return heard.split("\r\n").filter((line) => line !== "");
}

const ENVELOPE = ["HELO app.example.net", "MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>"];
const MESSAGE = [...ENVELOPE, "DATA", "Subject: x", "", "text", "."];
const BUSY = "421 4.7.0 Busy";

test("accepts a message when the script says nothing", async () => {
  const { port, truth } = await scripted();
  const heard = await converse(port, ...MESSAGE);
  expect(heard.map((line) => line.slice(0, 3))).toEqual([
    "220",
    "250",
    "250",
    "250",
    "354",
    "250",
    "221",
  ]);
  expect(truth).toEqual([]);
});

describe("a 421 ends the session and is written down once", () => {
  test.each([
    ["greeting", ["421"]],
    ["helo", ["220", "421"]],
    ["mail", ["220", "250", "421"]],
    ["rcpt", ["220", "250", "250", "421"]],
    ["data", ["220", "250", "250", "250", "421"]],
    ["end-of-data", ["220", "250", "250", "250", "354", "421"]],
  ] as const)("at %s", async (stage, codes) => {
    const { port, truth } = await scripted(say(stage, [], BUSY));
    const heard = await converse(port, ...MESSAGE);
    expect(heard.map((line) => line.slice(0, 3))).toEqual(codes);
    expect(truth).toEqual([{ t: expect.any(Number), server: "127.0.0.1", stage, reply: [BUSY] }]);
  });
});

test("sends each line of a long reply and fills in a token that no other reply has", async () => {
  const { port, truth } = await scripted(
    say("mail", [], "421-4.7.28 Slow down", "421 4.7.28 %id% - gsmtp"),
  );
  const [first, second] = [await converse(port, ...MESSAGE), await converse(port, ...MESSAGE)];
  expect(first.slice(0, 3)).toEqual(second.slice(0, 3));
  expect(first.at(-1)).not.toBe(second.at(-1));
  expect(truth.map(({ reply }) => reply)).toEqual([first.slice(-2), second.slice(-2)]);
});

test("answers every recipient when it stays after a 421", async () => {
  const { port, truth } = await scripted(sayAndStay("rcpt", [], BUSY));
  const heard = await converse(port, ...ENVELOPE, "RCPT TO:<c@example.org>");
  expect(heard.slice(3)).toEqual([BUSY, BUSY, "221 2.0.0 Bye"]);
  expect(truth).toHaveLength(2);
});

test("keeps the session after any other refusal", async () => {
  const { port, truth } = await scripted(
    say("rcpt", [{ kind: "recipients", from: 2, until: 2 }], "452 4.5.3 Too many recipients"),
  );
  const heard = await converse(
    port,
    ...ENVELOPE,
    "RCPT TO:<c@example.org>",
    "RCPT TO:<d@example.org>",
  );
  expect(heard.slice(3).map((line) => line.slice(0, 3))).toEqual(["250", "452", "250", "221"]);
  expect(truth).toHaveLength(1);
});

test("accepts no recipient and no text after a refused sender", async () => {
  const { port, truth } = await scripted(say("mail", [], "451 4.7.500 Server busy"));
  const heard = await converse(port, ...ENVELOPE, "DATA");
  expect(heard.slice(2).map((line) => line.slice(0, 3))).toEqual(["451", "503", "554", "221"]);
  expect(truth.map(({ stage }) => stage)).toEqual(["mail", "rcpt", "data"]);
});

test("lets an envelope pass once it has tried often enough", async () => {
  const { port, truth } = await scripted(say("mail", [tries(2)], BUSY));
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push((await converse(port, ...MESSAGE))[2]);
  expect(answers).toEqual([BUSY, BUSY, "250 2.1.0 Ok", "250 2.1.0 Ok"]);
  expect(truth).toHaveLength(2);
});

test("can hang up without a word", async () => {
  const { port, truth } = await scripted(hangUp("mail", []));
  expect(await converse(port, ...MESSAGE)).toHaveLength(2);
  expect(truth).toMatchObject([{ stage: "mail", reply: "<close>" }]);
});

test("gives every scripted server a name and an address of its own", () => {
  expect(new Set(hosts.map(({ name }: Host) => name)).size).toBe(hosts.length);
  expect(new Set(hosts.map(({ address }: Host) => address)).size).toBe(hosts.length);
  expect(new Set(domains.map(({ name }) => name)).size).toBe(domains.length);
});
