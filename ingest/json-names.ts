/** What shippers call the fields of a record, in lower case, best first (rsyslog, syslog-ng, journald, Vector, fluent-bit, GELF, ECS). */

export const BODY: readonly string[] = [
  "message",
  "msg",
  "log",
  "_raw",
  "@message",
  "short_message",
  "event.original",
];

export const TIME: readonly string[] = [
  "_source_realtime_timestamp",
  "__realtime_timestamp",
  "@timestamp",
  "timestamp",
  "timereported",
  "time",
  "date",
  "isodate",
  "ts",
];

export const HOST: readonly string[] = [
  "hostname",
  "host",
  "_hostname",
  "fromhost",
  "source",
  "log.syslog.hostname",
];

/** rsyslog cuts `programname` and `app-name` at the slash of `postfix/smtp`; `syslogtag` and `tag` are whole. */
export const PROGRAM: readonly string[] = [
  "syslogtag",
  "syslog_identifier",
  "tag",
  "ident",
  "appname",
  "app-name",
  "programname",
  "program",
  "process.name",
  "_comm",
];

export const PID: readonly string[] = ["procid", "syslog_pid", "pid", "_pid", "process.pid"];

/** What a host is called inside an object of its own. */
export const HOST_WITHIN: readonly string[] = ["name", "hostname"];

/** Where container runtimes name the stream of a record, and whether it is all of it; `attrs` is what Docker adds to its own. */
export const CONTAINER: readonly string[] = ["stream", "logtag", "attrs"];
