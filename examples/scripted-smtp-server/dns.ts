import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Domain, Host } from "./rule.ts";

const A = 1;
const MX = 15;
const AAAA = 28;

type Question = { readonly name: string; readonly type: number; readonly end: number };
type Answer = { readonly error: number; readonly records: readonly Buffer[] };

/** The zone as functions: who serves a domain, where a server is. */
export type Zone = {
  readonly domains: readonly Domain[];
  readonly hosts: readonly Host[];
  /** Answered with SERVFAIL. */
  readonly broken: string;
};

function parseQuestion(packet: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: packet.readUInt16BE(at + 1), end: at + 5 };
}

function nameBytes(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/** RFC 1035 §4.1.3, with a pointer to the name in the question and one minute to live. */
function record(type: number, rdata: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(rdata.length, 10);
  return Buffer.concat([head, rdata]);
}

function addressBytes(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split(".").map(Number));
  if (address !== "::1") throw new Error(`only ::1 is scripted, not ${address}`);
  return Buffer.from([...Array<number>(15).fill(0), 1]);
}

function answerOf({ name, type }: Question, zone: Zone): Answer {
  if (name === zone.broken) return { error: 2, records: [] };
  const domain = zone.domains.find((one) => one.name === name);
  if (domain !== undefined) {
    const exchanges = domain.hosts.map((host, index) =>
      record(MX, Buffer.concat([Buffer.from([0, 10 * (index + 1)]), nameBytes(host.name)])),
    );
    return { error: 0, records: type === MX ? exchanges : [] };
  }
  const host = zone.hosts.find((one) => one.name === name);
  if (host === undefined) return { error: 3, records: [] };
  const own = isIPv6(host.address) ? AAAA : A;
  return { error: 0, records: type === own ? [record(own, addressBytes(host.address))] : [] };
}

/** Authoritative, recursion available, no additional records. */
function responseTo(packet: Buffer, zone: Zone): Buffer {
  const question = parseQuestion(packet);
  const { error, records } = answerOf(question, zone);
  const header = Buffer.from([0, 0, 0x85, 0x80 | error, 0, 1, 0, records.length, 0, 0, 0, 0]);
  packet.copy(header, 0, 0, 2);
  return Buffer.concat([header, packet.subarray(12, question.end), ...records]);
}

/** A name server for the scripted world only: MX, A and AAAA over UDP. */
export function openNameServer(address: string, port: number, zone: Zone): Socket {
  const socket = createSocket("udp4");
  socket.on("message", (packet: Buffer, peer: RemoteInfo) => {
    socket.send(responseTo(packet, zone), peer.port, peer.address);
  });
  socket.bind(port, address);
  return socket;
}
