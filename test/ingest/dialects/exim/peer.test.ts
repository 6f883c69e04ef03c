import { expect, test } from "vitest";
import { createPeerReader } from "../../../../ingest/dialects/exim/peer.ts";

test("hosts that are remembered in one place are told apart", () => {
  const peers = createPeerReader();
  const ip = "192.0.2.7";
  const names = ["mx1.example.net", "mx2.example.net", "mx1.example.net", "mx2.example.net"];
  const found = names.map((name) => peers(`${name} [${ip}]: rest`, 0));
  expect(found.map((peer) => peer?.remote)).toEqual(names.map((name) => ({ name, ip })));
  expect(found.map((peer) => peer?.end)).toEqual(names.map((name) => name.length + 12));
  expect(found[0]?.remote).toBe(found[2]?.remote);
});

test("the same host further on in a line is the same object", () => {
  const peers = createPeerReader();
  const first = peers("H=mx.example.net [192.0.2.7] X=TLS", 2);
  const second = peers("a@example.net H=mx.example.net [192.0.2.7]", 16);
  expect(second?.remote).toBe(first?.remote);
  expect(second?.end).toBe(42);
});
