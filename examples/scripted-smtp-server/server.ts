import { appendFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { parseArgs } from "node:util";
import { openNameServer } from "./dns.ts";
import { openMemory } from "./memory.ts";
import type { Host } from "./rule.ts";
import { BROKEN_DOMAIN, domains, hosts } from "./script.ts";
import { converse, type World } from "./session.ts";

/** Where the servers listen and what they write down. */
export type ServerOptions = {
  readonly hosts: readonly Host[];
  readonly port: number;
  /** Receives one NDJSON line for each negative reply, before it is sent. */
  readonly truth: (line: string) => void;
  /** Real seconds that an hour of the story lasts. */
  readonly hourSeconds: number;
};

function openWorld(options: ServerOptions, open: World["open"]): World {
  const started = Date.now();
  let tokens = 0;
  return {
    memory: openMemory(),
    now: () => Date.now() / 1000,
    hour: () => (Date.now() - started) / 1000 / options.hourSeconds,
    token: () => {
      tokens += 1;
      return `${((tokens * 2654435761) % 4294967296).toString(36)}x${tokens}`;
    },
    record: (truth) => options.truth(`${JSON.stringify(truth)}\n`),
    open,
  };
}

/** Starts every host that is not down; resolves when all of them listen. */
export async function openServers(options: ServerOptions): Promise<readonly Server[]> {
  const connections = new Map<Host, number>();
  const world = openWorld(options, (host) => connections.get(host) ?? 0);
  const count = (host: Host, change: number): void => {
    connections.set(host, (connections.get(host) ?? 0) + change);
  };
  const servers = options.hosts
    .filter(({ down }) => down !== true)
    .map((host) => {
      const server = createServer((socket) => {
        count(host, 1);
        socket.on("close", () => count(host, -1));
        converse(socket, host, world);
      });
      return new Promise<Server>((resolve, reject) => {
        server.once("error", reject);
        server.listen(options.port, host.address, () => resolve(server));
      });
    });
  return Promise.all(servers);
}

/** `server.ts --truth FILE [--port 25] [--dns 127.0.2.53] [--hour-seconds 12]`, until it is killed. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      truth: { type: "string" },
      port: { type: "string", default: "25" },
      dns: { type: "string", default: "127.0.2.53" },
      "hour-seconds": { type: "string", default: "12" },
    },
  });
  const { truth } = values;
  if (truth === undefined) throw new Error("--truth FILE is needed");
  openNameServer(values.dns, 53, { domains, hosts, broken: BROKEN_DOMAIN });
  await openServers({
    hosts,
    port: Number(values.port),
    truth: (line) => appendFileSync(truth, line),
    hourSeconds: Number(values["hour-seconds"]),
  });
  process.stdout.write(`ready ${Date.now()}\n`);
}

if (process.argv[1] === import.meta.filename) await main();
