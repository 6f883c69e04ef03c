import { expect, test } from "vitest";
import { createUnderstand, type Said } from "../../src/meaning/understand.ts";

const SAID: Said = {
  remote: { name: "mta7.am0.yahoodns.net", ip: "192.0.2.7" },
  code: 421,
  enhanced: "4.7.0",
  dsn: "4.7.0",
  stage: "mail",
  text: "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints to a@example.net",
};

test("a reply gets all that is stored about it", () => {
  expect(createUnderstand()(SAID)).toEqual({
    provider: "yahoo",
    code: 421,
    enhanced: "4.7.0",
    dsn: "4.7.0",
    stage: "mail",
    fingerprint:
      "[TSS04] Messages from <ip> temporarily deferred due to user complaints to <address>",
    sample:
      "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints to …@example.net",
    cause: "reputation",
    rule: "yahoo.tss",
  });
});

test("the same reply of another host of the provider is the same object", () => {
  const understand = createUnderstand();
  const other = { ...SAID, remote: { name: "mta5.am0.yahoodns.net", ip: "192.0.2.5" } };
  expect(understand({ ...other, text: SAID.text.replace("192.0.2.1", "198.51.100.1") })).toBe(
    understand(SAID),
  );
});

test.each([
  ["code", { code: 451 }],
  ["enhanced code", { enhanced: null }],
  ["dsn", { dsn: "4.0.0" }],
  ["stage", { stage: "rcpt" }],
  ["text", { text: "421 4.7.0 busy" }],
  ["provider", { remote: { name: "mx.example.net", ip: "192.0.2.9" } }],
] as const)("another %s is another meaning", (_what, change) => {
  const understand = createUnderstand();
  const first = understand(SAID);
  expect(understand({ ...SAID, ...change })).not.toBe(first);
  expect(understand(SAID)).toBe(first);
});

test("nothing is written as an empty string", () => {
  const meaning = createUnderstand()({
    ...SAID,
    remote: null,
    code: 0,
    enhanced: null,
    dsn: null,
    text: "retry time not reached",
  });
  expect(meaning).toMatchObject({ provider: "unknown", code: 0, enhanced: "", dsn: "" });
});

test("a socket and a host of the same name are told apart", () => {
  const understand = createUnderstand();
  const socket = understand({ ...SAID, remote: { name: "private/lmtp", ip: null } });
  const host = understand({ ...SAID, remote: { name: "private/lmtp", ip: "192.0.2.3" } });
  expect([socket.provider, host.provider]).toEqual(["local", "private/lmtp"]);
});

test("the memory is bounded and what it forgets is understood again alike", () => {
  const understand = createUnderstand(10);
  const first = understand(SAID);
  for (let index = 0; index < 100; index++) {
    understand({ ...SAID, remote: { name: `mx${index}.example.net`, ip: "192.0.2.9" } });
  }
  const again = understand(SAID);
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});
