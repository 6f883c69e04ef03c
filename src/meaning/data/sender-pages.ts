/** Where an operator tells senders what it wants, which pace others found to work, and whose domains its hosts take mail for. */
export type SenderPages = {
  readonly links: readonly string[];
  readonly pace: string | null;
  readonly domains: readonly string[];
};

const GOOGLE: SenderPages = {
  links: [
    "https://postmaster.google.com",
    "https://support.google.com/mail/answer/81126",
    "https://support.google.com/a/answer/3726730",
  ],
  pace: "in practice 50 messages a connection and 5 connections, over TLS",
  domains: ["gmail.com", "googlemail.com"],
};

const YAHOO: SenderPages = {
  links: ["https://senders.yahooinc.com/error-codes", "https://senders.yahooinc.com/contact"],
  pace: "at most 20 messages a connection; after [TSS04] wait two to four hours",
  domains: ["yahoo.com", "aol.com", "ymail.com"],
};

const MICROSOFT: SenderPages = {
  links: [
    "https://sendersupport.olc.protection.outlook.com/pm",
    "https://postmaster.live.com",
    "https://go.microsoft.com/fwlink/?LinkID=614866",
  ],
  pace: "in practice 50 messages a connection and 5 connections; after a rate limit wait half an hour",
  domains: ["outlook.com", "hotmail.com", "live.com", "msn.com"],
};

const UNITED_INTERNET: SenderPages = {
  links: ["https://postmaster.gmx.com/en/contact", "https://postmaster.web.de"],
  pace: "in practice 20 messages a connection and 4 connections; tries count against the limit too",
  domains: ["gmx.net", "gmx.de", "web.de"],
};

const ORANGE: SenderPages = {
  links: ["https://postmaster.orange.fr"],
  pace: "2 connections an address, 100 messages a connection, over TLS",
  domains: ["orange.fr", "wanadoo.fr"],
};

/** Read in November 2026; "in practice" is what bulk senders set, the rest is what operators publish. */
export const SENDER_PAGES: ReadonlyMap<string, SenderPages> = new Map([
  ["google", GOOGLE],
  ["yahoo", YAHOO],
  ["aol", YAHOO],
  ["microsoft", MICROSOFT],
  [
    "office365",
    {
      links: ["https://sender.office.com"],
      pace: "steady volume; for a tenant of your own an inbound connector lifts the limit",
      domains: [],
    },
  ],
  [
    "apple",
    {
      links: ["https://support.apple.com/en-us/102322"],
      pace: "in practice 5 messages a connection and 10 connections",
      domains: ["icloud.com", "me.com", "mac.com"],
    },
  ],
  [
    "comcast",
    {
      links: ["https://spa.xfinity.com/help/postmaster", "https://spa.xfinity.com/report"],
      pace: "25 connections an address, up to 1000 messages a connection, over TLS",
      domains: ["comcast.net"],
    },
  ],
  [
    "cox",
    {
      links: ["https://postmaster.cox.net"],
      pace: "10 connections an address",
      domains: ["cox.net"],
    },
  ],
  [
    "charter",
    {
      links: ["https://www.spectrum.net/support/internet/understanding-email-error-codes"],
      pace: "limits follow the reputation of the address; IPv4 only",
      domains: ["charter.net", "rr.com"],
    },
  ],
  [
    "earthlink",
    {
      links: ["https://sendertool.vadesecure.com"],
      pace: null,
      domains: ["earthlink.net"],
    },
  ],
  ["orange", ORANGE],
  ["laposte", { ...ORANGE, links: ["https://www.laposte.net"], domains: ["laposte.net"] }],
  [
    "free",
    {
      links: ["https://postmaster.free.fr"],
      pace: "stop for a day: the block ends by itself",
      domains: ["free.fr"],
    },
  ],
  [
    "sfr",
    { links: [], pace: "2 connections an address; blocks last two hours", domains: ["sfr.fr"] },
  ],
  ["gmx", UNITED_INTERNET],
  ["webde", UNITED_INTERNET],
  ["ionos", { ...UNITED_INTERNET, links: ["https://postmaster.1und1.de"], domains: [] }],
  [
    "t_online",
    {
      links: ["https://postmaster.t-online.de"],
      pace: "only hosts whose PTR names their operator, registered at the address in the reply",
      domains: ["t-online.de"],
    },
  ],
  [
    "mailru",
    {
      links: ["https://postmaster.mail.ru", "https://help.mail.ru/notspam-support/errors"],
      pace: "after a rejection wait four hours",
      domains: ["mail.ru", "bk.ru", "inbox.ru", "list.ru"],
    },
  ],
  [
    "yandex",
    { links: ["https://yandex.com/support/mail/bounces"], pace: null, domains: ["yandex.ru"] },
  ],
  [
    "qq",
    {
      links: ["https://openmail.qq.com", "https://service.mail.qq.com"],
      pace: "in practice 8 messages a connection and 4 connections; after a limit wait an hour",
      domains: ["qq.com", "foxmail.com"],
    },
  ],
  [
    "netease",
    {
      links: ["https://feedback.mail.163.com"],
      pace: "in practice 7 messages a connection and 4 connections",
      domains: ["163.com", "126.com", "yeah.net"],
    },
  ],
  [
    "proofpoint",
    { links: ["https://ipcheck.proofpoint.com"], pace: "a day after cleaning up", domains: [] },
  ],
  [
    "mimecast",
    {
      links: ["https://community.mimecast.com"],
      pace: "its greylisting takes a retry between one minute and twelve hours later",
      domains: [],
    },
  ],
  [
    "barracuda",
    {
      links: ["https://www.barracudacentral.org"],
      pace: "counts connections in windows of 30 minutes",
      domains: [],
    },
  ],
  ["symantec_cloud", { links: ["https://ipremoval.sms.symantec.com"], pace: null, domains: [] }],
  [
    "rackspace",
    {
      links: ["https://postmaster.apps.rackspace.com"],
      pace: "G28: start a new address slowly",
      domains: [],
    },
  ],
  [
    "godaddy",
    {
      links: ["https://checkspam.godaddy.com"],
      pace: "IB110 and IB112 end after an hour, IB111 and IB113 the next day",
      domains: [],
    },
  ],
]);
