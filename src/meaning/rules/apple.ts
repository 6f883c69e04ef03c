import type { RuleBook } from "./rule.ts";

/** iCloud names its reason in a bracket at the front. */
export const APPLE: RuleBook = {
  providers: ["apple"],
  own: [
    {
      id: "apple.recipient-volume",
      cause: "mailbox",
      says: /messages to <address> deferred due to excessive volume/iu,
      example:
        "421 4.7.1 Messages to user@icloud.com deferred due to excessive volume. Try again later - https://support.apple.com/en-us/HT204137",
      source: "ActiveCampaign/smtp-field-manual data/codes/421.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "apple.busy",
      cause: "server_busy",
      says: /service unavailable - try again later/iu,
      example: "451 4.7.1 Service unavailable - try again later",
      source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "apple.deferred",
      cause: "reputation",
      says: /your mail from <ip> was deferred/iu,
      example: "421 Your mail from 192.0.2.1 was deferred.",
      source: "replies of icloud.com",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "apple.server-error",
      cause: "server_busy",
      says: /\[BS0\d\]/u,
      example: "451 [BS02] Temporary server error. Please try again later.",
      source: "KumoCorp/kumomta assets/community/shaping.toml (ruleset)",
      date: "2026-11-20",
    },
    {
      id: "apple.reputation",
      cause: "reputation",
      says: /\[(?:HM\d\d|HME\d|HCM\d|HC\d\d)\]/u,
      example: "421 [HCM1] Your mail from 192.0.2.1 was deferred.",
      source: "KumoCorp/kumomta assets/community/shaping.toml (ruleset)",
      date: "2026-11-20",
    },
    {
      id: "apple.policy",
      cause: "policy",
      says: /\[CS0\d\]/u,
      example: "550 5.7.1 [CS01] Message rejected due to local policy.",
      source: "support.apple.com/en-us/102322",
      date: "2026-11-20",
    },
  ],
};
