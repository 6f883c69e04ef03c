import type { RuleBook } from "./rule.ts";

/** Mail.ru, Yandex and Rambler answer in sentences. */
export const RUSSIA: RuleBook = {
  providers: ["mailru", "yandex", "rambler"],
  own: [
    {
      id: "yandex.recipient-rate",
      cause: "mailbox",
      says: /recipient has exceeded/iu,
      example: "450 4.2.1 The recipient has exceeded message rate limit. Try again later.",
      source: "ActiveCampaign/smtp-field-manual data/codes/450.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "mailru.distrust",
      cause: "reputation",
      says: /temporarily rejected|too many complaints|spam message/iu,
      example:
        "451 Message was temporarily rejected. See https://help.mail.ru/notspam-support/errors",
      source: "help.mail.ru/notspam-support/errors",
      date: "2026-11-20",
    },
  ],
  anywhere: [],
};

/** NetEase (163, 126, yeah.net) prints two letters for the stage and three for the reason. */
export const NETEASE: RuleBook = {
  providers: ["netease"],
  own: [
    {
      id: "netease.refused",
      cause: "reputation",
      says: /^ip<<ip>> (?:rejected|in blacklist)/iu,
      example: "421 IP<192.0.2.1> rejected",
      source: "help.163.com bounce list",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "netease.connections",
      cause: "connection_limit",
      says: /\b(?:HL:ICC|MI:DMC|RP:DRC|RP:TRC)\b/u,
      example: "421 4.4.5 HL:ICC",
      source: "NetEase bounce-code list (vendor)",
      date: "2026-11-20",
    },
    {
      id: "netease.rate",
      cause: "rate_limit",
      says: /\b(?:HL:IFC|HL:ITC|MI:SFQ|MI:STC|RP:QRC|RP:ORQ|MI:QRC)\b/u,
      example: "451 MI:SFQ",
      source: "NetEase bounce-code list (vendor)",
      date: "2026-11-20",
    },
    {
      id: "netease.reputation",
      cause: "reputation",
      says: /\b(?:DT:SPM|DT:SUM|HL:REP|HL:MEP)\b/u,
      example:
        "451 DT:SPM mx4, 7lcQrLDL7iJgl6dJktVcJQ--.7531S2, please try again 1235720034 http://mail.163.com/help/help_spam_16.htm?ip=192.0.2.1&hostid=mx4&time=1235720034",
      source: "public source ref 43072228436 (log)",
      date: "2026-11-20",
    },
    {
      id: "netease.list",
      cause: "blocklist",
      says: /\b(?:DT:RBL|HL:IPB|MI:IPB)\b/u,
      example: "450 MI:IPB http",
      source: "public source ref 48208731026 (ruleset)",
      date: "2026-11-20",
    },
    {
      id: "netease.commands",
      cause: "protocol",
      says: /\b(?:MI|RP|DT|HL):(?:CEL|CCL|LFO|SPC)\b/u,
      example: "451 RP:CEL",
      source: "NetEase bounce-code list (vendor)",
      date: "2026-11-20",
    },
    {
      id: "netease.rules",
      cause: "policy",
      says: /\b(?:WM:BLU|WM:BLI|MI:SPB|MI:NHD)\b/u,
      example: "450 WM:BLU",
      source: "NetEase bounce-code list (vendor)",
      date: "2026-11-20",
    },
    {
      id: "netease.sender-domain",
      cause: "authentication",
      says: /\b(?:MI:SPF|DT:DMC|DT:SPF)\b/u,
      example: "451 MI:SPF mx8, P8CowECpNVM_oEVaenoEAQ--.23796S3 1514512449",
      source: "help.163.com bounce list",
      date: "2026-11-20",
    },
  ],
};

/** QQ sends 550 for what is a throttle; Naver asks senders to register. */
export const QQ: RuleBook = {
  providers: ["qq", "naver", "hanafos", "aliyun", "sina"],
  own: [
    {
      id: "qq.connections",
      cause: "connection_limit",
      says: /connection frequency limited/iu,
      example: "550 Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022",
      source: "service.mail.qq.com/detail/122",
      date: "2026-11-20",
    },
    {
      id: "naver.register",
      cause: "policy",
      says: /you must register your ip/iu,
      example:
        "421 4.3.2 Your IP(192.0.2.1) is filtered and this connection will be closed. You must register your IP to http://realip.naver.com",
      source: "puffinknight.tistory.com/102 (third_party)",
      date: "2026-11-20",
    },
    {
      id: "qq.suspected",
      cause: "reputation",
      says: /suspected (?:spam|bounce)|content denied|ip blocked/iu,
      example: "550 Suspected spam ip.",
      source: "service.mail.qq.com/detail/122",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "qq.frequency",
      cause: "rate_limit",
      says: /\b(?:ip|domain|sender) frequency limited/iu,
      example: "550 Ip frequency limited.",
      source: "service.mail.qq.com/detail/122",
      date: "2026-11-20",
    },
  ],
};
