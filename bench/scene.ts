import type { AddressBook } from "./destinations.ts";
import { openAddressBook } from "./destinations.ts";
import type { LogHost } from "./log-host.ts";
import { openLogHosts, stampOf } from "./log-host.ts";
import type { Random } from "./random.ts";
import { openRandom } from "./random.ts";
import type { Truth } from "./truth.ts";
import { openTruth } from "./truth.ts";

/** Takes one line, newline included. All text is ASCII, so its length is its size in bytes. */
export type LineSink = (line: string) => void;

/** The world in which messages live: one clock, one source of chance, one log, one record of what was written. */
export type Scene = {
  readonly random: Random;
  readonly hosts: readonly [LogHost, LogHost];
  readonly addressBook: AddressBook;
  readonly truth: Truth;
  /** Epoch seconds, UTC. */
  readonly now: () => number;
  readonly tick: () => void;
  /** Writes `stamp host service[pid]: body`. */
  readonly write: (host: LogHost, service: string, pid: number, body: string) => void;
};

type SceneOptions = {
  readonly seed: number;
  /** When the log begins, epoch seconds. */
  readonly startAt: number;
};

export function openScene(options: SceneOptions, sink: LineSink): Scene {
  const random = openRandom(options.seed);
  const hosts = openLogHosts(random);
  const truth = openTruth();
  let now = options.startAt - 1;
  const tick = (): void => {
    now++;
    const stamp = stampOf(now);
    for (const host of hosts) host.prefix = `${stamp} ${host.name} `;
  };
  const write = (host: LogHost, service: string, pid: number, body: string): void => {
    const line = `${host.prefix}${service}[${pid}]: ${body}\n`;
    truth.bytes += line.length;
    truth.lines++;
    sink(line);
  };
  return { random, hosts, addressBook: openAddressBook(), truth, now: () => now, tick, write };
}

/** A client process gives way to another every 250 s, so a retry never comes from the pid of the try before. */
export function clientPidOf(scene: Scene): number {
  const generation = Math.floor(scene.now() / 250) % 40_000;
  return 20_000 + generation * 100 + scene.random.below(100);
}
