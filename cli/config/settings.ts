import { resolve } from "node:path";
import { Temporal } from "temporal-polyfill";

/** What a setting may hold once it is read. */
export type Value = string | number | boolean | readonly string[];

/** One line of the file: what it means, what may stand there, and which flag it stands for. */
export type Setting = {
  /** `mail.to`: table and key. */
  readonly key: string;
  /** What may stand there, in words, with an example. */
  readonly allowed: string;
  /** What it is read as; null for what may not stand there. `folder` is the one that the file lies in. */
  readonly read: (value: unknown, folder: string) => Value | null;
  /** The value of the command's that it becomes. */
  readonly option: string;
  /** The commands that it is for; null for every one that has this flag. */
  readonly commands: readonly string[] | null;
  /** The variable that wins over the file. */
  readonly variable: string | null;
  /** What holds where nobody says anything. */
  readonly otherwise: string;
};

/** `postmaster@example.org`, `Mail Team <mail@example.org>` */
const ADDRESS =
  /^[^\s,<>@]{1,64}@[^\s,<>@]{1,255}$|^[^<>@]{0,128}<[^\s,<>@]{1,64}@[^\s,<>@]{1,255}>$/u;
/** `smtp://mx.example.org:25`, `smtps://…` */
const SERVER = /^smtps?:\/\/\S{1,512}$/u;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function pathOf(value: unknown, folder: string): string | null {
  return isText(value) ? resolve(folder, value) : null;
}

function pathsOf(value: unknown, folder: string): readonly string[] | null {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every(isText) ? list.map((one) => resolve(folder, one)) : null;
}

function namesOf(value: unknown): readonly string[] | null {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every(isText) ? list : null;
}

function zoneOf(value: unknown): string | null {
  if (!isText(value)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value).timeZoneId;
  } catch {
    return null;
  }
}

function percentOf(value: unknown): number | null {
  return typeof value === "number" && value > 0 && value <= 100 ? value : null;
}

function addressOf(value: unknown): string | null {
  return isText(value) && ADDRESS.test(value) ? value : null;
}

function addressesOf(value: unknown): string | null {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((one) => addressOf(one) !== null) ? list.join(",") : null;
}

const yesOrNo = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

const setting = (
  key: string,
  rest: Partial<Setting> & Pick<Setting, "read" | "allowed">,
): Setting => ({
  key,
  option: key.split(".").at(-1) ?? key,
  commands: key.startsWith("mail.") ? ["report"] : null,
  variable: null,
  otherwise: "–",
  ...rest,
});

const PERCENT = "a number above 0 and up to 100, such as";
const YES_OR_NO = "true or false";

/** Every setting, in the order in which they are told. */
export const SETTINGS: readonly Setting[] = [
  setting("database", {
    read: pathOf,
    allowed: 'a path, such as "/var/lib/smtp-analyze/mail.db"',
    option: "db",
    variable: "SMTP_ANALYZE_DB",
    otherwise: "smtp-analyze.db",
  }),
  setting("sources", {
    read: pathsOf,
    allowed: 'a path or a list of them, such as ["/var/log/mail.log*"]',
    commands: ["ingest", "follow"],
  }),
  setting("zone", {
    read: zoneOf,
    allowed: 'a time zone, such as "Europe/Berlin"',
    option: "tz",
    otherwise: "this machine's",
  }),
  setting("rules", {
    read: pathOf,
    allowed: 'a path, such as "/etc/smtp-analyze-rules.toml"',
    variable: "SMTP_ANALYZE_RULES",
  }),
  setting("content_filters", {
    read: namesOf,
    allowed: 'a name or a list of them, such as ["smtp-amavis", "127.0.0.1"]',
    option: "contentFilter",
  }),
  setting("senders", {
    read: yesOrNo,
    allowed: YES_OR_NO,
    commands: ["ingest", "follow"],
    variable: "SMTP_ANALYZE_SENDERS",
    otherwise: "false",
  }),
  setting("thresholds.watch_percent", {
    read: percentOf,
    allowed: `${PERCENT} 1`,
    option: "watchPercent",
    commands: ["report", "status"],
    otherwise: "1",
  }),
  setting("thresholds.critical_percent", {
    read: percentOf,
    allowed: `${PERCENT} 5`,
    option: "criticalPercent",
    commands: ["report", "status"],
    otherwise: "5",
  }),
  setting("mail.to", {
    read: addressesOf,
    allowed: 'an address or a list of them, such as ["postmaster@example.org"]',
  }),
  setting("mail.from", {
    read: addressOf,
    allowed: 'an address, such as "reports@example.org"',
    otherwise: "smtp-analyze at this host",
  }),
  setting("mail.smtp", { read: serverOf, allowed: 'a server, such as "smtp://localhost:25"' }),
  setting("mail.sendmail", { read: yesOrNo, allowed: YES_OR_NO, otherwise: "false" }),
  setting("mail.attach", { read: yesOrNo, allowed: YES_OR_NO, otherwise: "false" }),
  setting("mail.link", {
    read: (value) => (isText(value) ? value : null),
    allowed: 'a place, such as "https://example.org/throttling.html"',
  }),
];

function serverOf(value: unknown): string | null {
  return isText(value) && SERVER.test(value) ? value : null;
}
