import type { Random } from "./random.ts";

/**
 * One machine that writes the log. `prefix` is the stamp and the host name of the current second, `qmgr` the pid of its
 * queue manager. `longIds` is Postfix's `enable_long_queue_ids`.
 */
export type LogHost = {
  readonly name: string;
  readonly longIds: boolean;
  readonly qmgr: number;
  prefix: string;
  inode: number;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Postfix's queue id alphabet: digits and consonants. */
const BASE_52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

export function openLogHosts(random: Random): readonly [LogHost, LogHost] {
  const open = (name: string, longIds: boolean): LogHost => ({
    name,
    longIds,
    qmgr: 900 + random.below(200),
    prefix: "",
    inode: 0x40000 + random.below(0x10000),
  });
  return [open("mx1", false), open("mx2", true)];
}

/** `Nov  2 00:00:07`: the stamp of RFC 3164, in UTC. */
export function stampOf(epochSeconds: number): string {
  const moment = new Date(epochSeconds * 1000);
  const day = String(moment.getUTCDate()).padStart(2, " ");
  return `${MONTHS[moment.getUTCMonth()]} ${day} ${moment.toISOString().slice(11, 19)}`;
}

/** A queue id that no other message of this host carries while it is in the queue: the inode number is its own. */
export function nextQueueId(host: LogHost, random: Random, now: number): string {
  host.inode++;
  if (!host.longIds) {
    const microseconds = (0x10000 + random.below(0xe0000)).toString(16).slice(-5);
    return (microseconds + host.inode.toString(16)).toUpperCase();
  }
  return `${base52(now, 6)}${base52(random.below(1_000_000), 4)}z${base52(host.inode, 1)}`;
}

function base52(value: number, width: number): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 52)) text = BASE_52[rest % 52] + text;
  return text.padStart(width, "0");
}
