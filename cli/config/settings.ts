import { resolve } from "node:path";
import { knownZone } from "../zone.ts";

/** Reads what stands in the file, which lies in this folder; null for what may not stand there. */
type Read<T> = (value: unknown, folder: string) => T | null;

/** What a setting may hold once it is read. */
export type Value = string | number | boolean | readonly string[];

/** One line of the file: what it means, what may stand there, and which flag it stands for. */
export type Setting = {
  /** `mail.to`: table and key. */
  readonly key: string;
  /** What may stand there, in words, with an example. */
  readonly allowed: string;
  readonly read: Read<Value>;
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

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function pathOf(value: unknown, folder: string): string | null {
  const text = textOf(value);
  return text === null ? null : resolve(folder, text);
}

function zoneOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : knownZone(text);
}

function percentOf(value: unknown): number | null {
  return typeof value === "number" && value > 0 && value <= 100 ? value : null;
}

function addressOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && ADDRESS.test(text) ? text : null;
}

function serverOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && SERVER.test(text) ? text : null;
}

/** One, or a list of them; null where the list is empty, or holds what may not stand there. */
function oneOrMore(read: Read<string>): Read<readonly string[]> {
  return (value, folder) => {
    const found = (Array.isArray(value) ? value : [value]).map((one) => read(one, folder));
    const texts = found.filter((one) => one !== null);
    return texts.length > 0 && texts.length === found.length ? texts : null;
  };
}

const addressesOf: Read<string> = (value, folder) =>
  oneOrMore(addressOf)(value, folder)?.join(",") ?? null;

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

const threshold = (name: string, otherwise: string): Setting =>
  setting(`thresholds.${name}_percent`, {
    read: percentOf,
    allowed: `a number above 0 and up to 100, such as ${otherwise}`,
    option: `${name}Percent`,
    commands: ["report", "status"],
    otherwise,
  });

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
    read: oneOrMore(pathOf),
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
    read: oneOrMore(textOf),
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
  threshold("watch", "1"),
  threshold("critical", "5"),
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
    read: textOf,
    allowed: 'a place, such as "https://example.org/throttling.html"',
  }),
];
