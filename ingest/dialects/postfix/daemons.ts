import type { Silence } from "../../sources/sieve.ts";
import { CLIENT_DAEMONS, CLIENT_REFUSALS } from "./client-refusals.ts";

/**
 * Postfix programs whose lines never tell of a delivery to a remote host (master.cf of Postfix 2.3 to 3.11). The sieve
 * drops their lines unread but for what some of them tell of refusals to clients, so a name belongs here only if no record of
 * formats B.1 can come from it.
 */
export const SILENT_DAEMONS: ReadonlySet<string> = new Set([
  "anvil",
  "bounce",
  "cleanup",
  "discard",
  "dnsblog",
  "flush",
  "local",
  "master",
  "pickup",
  "pipe",
  "postfix-script",
  "postlog",
  "postlogd",
  "postscreen",
  "proxymap",
  "scache",
  "showq",
  "smtpd",
  "sendmail",
  "spawn",
  "tlsmgr",
  "tlsproxy",
  "trivial-rewrite",
  "verify",
  "virtual",
]);

/** Other programs that log to the same file and whose lines are never Postfix's, whatever they quote. */
const NEIGHBOURS: readonly string[] = [
  "amavis",
  "clamd",
  "clamsmtpd",
  "dovecot",
  "fail2ban-server",
  "freshclam",
  "kernel",
  "mailman",
  "named",
  "opendkim",
  "opendmarc",
  "policyd-spf",
  "postgrey",
  "rsyslogd",
  "saslauthd",
  "spamd",
  "spamass-milter",
  "sshd",
  "sudo",
  "systemd",
  "systemd-logind",
];

/** The queue manager, by all its names. */
export const QUEUE_MANAGERS: ReadonlySet<string> = new Set(["qmgr", "oqmgr", "nqmgr"]);

/** The daemons that defer without contact: the retry service, and the queue manager when that service is down. */
export const NO_CONTACT_DAEMONS: ReadonlySet<string> = new Set([
  "error",
  "retry",
  ...QUEUE_MANAGERS,
]);

/** Those and the delivery agents that talk SMTP or LMTP: the writers of outbound records. */
export const DELIVERY_DAEMONS: ReadonlySet<string> = new Set([
  "smtp",
  "lmtp",
  ...NO_CONTACT_DAEMONS,
]);

/** What the sieve drops: one TLS handshake per session (tls/tls_client.c) and the queue manager's routine stand out. */
export const SILENCE: Silence = {
  daemons: new Set([...SILENT_DAEMONS, ...NEIGHBOURS]),
  strangers: new Set(NEIGHBOURS),
  exceptions: CLIENT_REFUSALS,
  openings: [
    "Anonymous TLS connection established to ",
    "Trusted TLS connection established to ",
    "Untrusted TLS connection established to ",
    "Verified TLS connection established to ",
  ],
  routine: { daemon: "qmgr", endings: [": removed", " (queue active)"] },
};

/** Whether a program may tell of refusals to clients: those that do, and those of which the envelope lost the name. */
export function mayRefuseClients(daemon: string): boolean {
  return CLIENT_DAEMONS.has(daemon) || !SILENCE.daemons.has(daemon);
}
