import type { Random } from "../../bench/random.ts";

const REPLIES = [
  "421 4.7.0 [TSS04] Messages from 198.51.100.1 temporarily deferred",
  "421 4.3.2 Too many connections",
  "451 4.7.1 Greylisted",
  "450 4.2.0 Mailbox busy",
] as const;

const HOSTS = ["mx1.example.net[192.0.2.1]", "mta5.am0.yahoodns.net[192.0.2.20]"] as const;

/** Ten o'clock in the evening, so that a test of some thousand lines comes to another day. */
const START = Date.UTC(2026, 10, 20, 22);
const MIDNIGHT = Date.UTC(2026, 10, 21);

/** A log that goes on for ever, of deliveries whose lines belong together: what is remembered between two of them matters. */
export function createMailLog(random: Random): { lines(count: number): string } {
  let at = START;
  let number = 0;
  let waiting: string[] = [];

  function stamped(tag: string, message: string): string {
    at += 1 + random.below(4000);
    const stamp = new Date(at).toISOString().replace("Z", "000+00:00");
    return `${stamp} mx1 postfix/${tag}[${100 + (number % 7)}]: ${message}\n`;
  }

  function status(recipient: number, host: string, dsn: string, verdict: string): string {
    return `4C${number.toString(16).toUpperCase().padStart(6, "0")}: to=<u${recipient}@example.net>, relay=${host}:25, delay=1.5, delays=0.1/0/0.8/0.6, dsn=${dsn}, status=${verdict}`;
  }

  /** The lines of one delivery, without stamps: they get theirs when they are written. */
  function delivery(): readonly string[] {
    number++;
    const host = random.pick(HOSTS);
    const kind = random.below(10);
    if (kind < 3) return [status(number, host, "2.0.0", "sent (250 2.0.0 Ok)")];
    if (kind < 4) return [status(number, host, "4.7.0", "frozen (a word of tomorrow)")];
    const said = `host ${host} said: ${random.pick(REPLIES)} (in reply to MAIL FROM command)`;
    const recipients = Array.from({ length: 1 + random.below(3) }, (_, one) =>
      status(number * 10 + one, host, "4.7.0", `deferred (${said})`),
    );
    const told = `4C${number.toString(16).toUpperCase().padStart(6, "0")}: ${said}`;
    return kind < 7 ? [told, ...recipients] : recipients;
  }

  /** Around midnight only lines that are read: a line that is passed over has no stamp of its own to tell its day by. */
  function next(): string {
    const isNearMidnight = Math.abs(at - MIDNIGHT) < 60_000;
    if (!isNearMidnight && random.chance(0.3)) {
      return stamped(
        "qmgr",
        `4C${random.hex(6)}: from=<a@example.org>, size=410, nrcpt=1 (queue active)`,
      );
    }
    if (waiting.length === 0) waiting = [...delivery()];
    return stamped("smtp", waiting.shift() ?? "");
  }

  return { lines: (count) => Array.from({ length: count }, next).join("") };
}
