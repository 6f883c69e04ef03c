import type { RuleBook } from "./rule.ts";

/** Outlook.com numbers its reasons in brackets at the end, Exchange Online in the third part of the enhanced code. */
export const MICROSOFT: RuleBook = {
  providers: ["microsoft", "office365", "exchange"],
  own: [
    {
      id: "microsoft.connections-status",
      cause: "connection_limit",
      enhanced: ["4.7.652"],
      example:
        "451 4.7.652 The mail server [192.0.2.17] has exceeded the maximum number of connections.",
      source: "public source ref 70975931806 (log)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.reputation-status",
      cause: "reputation",
      enhanced: ["4.7.650", "4.7.651"],
      example:
        "451 4.7.650 The mail server [192.0.2.5] has been temporarily rate limited due to IP reputation.",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.queue-quota",
      cause: "rate_limit",
      says: /(?:organization queue|message submission|tenant|daily) .{0,20}(?:quota|rate|limit).{0,40}exceeded/iu,
      example: "450 4.7.3 Organization queue quota exceeded. [outlook.com]",
      source: "ActiveCampaign/smtp-field-manual data/codes/450.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.next-hop-refused",
      cause: "unknown",
      says: /connection refused \[message=/iu,
      example: "450 4.4.316 Connection refused [Message=Socket error code 10061]",
      source: "sisimai/set-of-emails (log)",
      date: "2026-11-20",
    },
  ],
  anywhere: [
    {
      id: "microsoft.sudden-volume",
      cause: "rate_limit",
      says: /server busy\. please try again later from/iu,
      example: "451 4.7.500 Server busy. Please try again later from [192.0.2.2]. (AS761)",
      source: "sisimai/rb-sisimai lib/sisimai/rhost/microsoft.rb (log)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.secure-domain",
      cause: "policy",
      says: /admin has temporarily disallowed|administrative action/iu,
      example: "451 4.7.3 The admin has temporarily disallowed this secure domain",
      source: "public source ref 33036550424 (source)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.no-mailbox-database",
      cause: "mailbox",
      says: /recipient deferred because|\bno mdb\b/iu,
      example: "420 4.2.0 Recipient deferred because there is no Mdb",
      source: "public source ref 33036550424 (source)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.store",
      cause: "server_busy",
      says: /mailbox server is (?:offline|too busy|unavailable)|agent transient failure|mailbox logon failure/iu,
      example: "432 4.3.2 STOREDRV.Storage; mailbox server is offline",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-21",
    },
    {
      id: "microsoft.traffic-refused",
      cause: "reputation",
      says: /traffic not accepted from this ip/iu,
      example: "550 5.7.708 Access denied, traffic not accepted from this IP.",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-21",
    },
    {
      id: "microsoft.next-hop",
      cause: "protocol",
      says: /connection was closed abruptly|remote server returned .{0,40}(?:timeout|timed out)/iu,
      example: "450 4.4.318 Connection was closed abruptly (SuspiciousRemoteServerError)",
      source: "sisimai/rb-sisimai lib/sisimai/rhost/microsoft.rb (third_party)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.no-mailboxes",
      cause: "policy",
      says: /received as unauthenticated/iu,
      example:
        "451 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions",
      source: "public source ref 70648235550 (third_party)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.regions",
      cause: "protocol",
      says: /recipients belong to multiple regions/iu,
      example: "452 4.5.3 Recipients belong to multiple regions ATTR38",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.connections",
      cause: "connection_limit",
      says: /\(S3115\)|concurrent (?:server )?connections (?:per \w{1,20} \w{1,20} )?has exceeded/u,
      example:
        "451 4.7.652 The mail server [192.0.2.251] has exceeded the maximum number of connections. (S3115) [BN3PEPF0000B370.namprd21.prod.outlook.com 2025-02-20T14:30:32.425Z 08DD4D9FD5AFF45C]",
      source: "sisimai/go-sisimai rhost/for-microsoft.go (log)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.block-list",
      cause: "blocklist",
      says: /\((?:S3140|S3150)\)/u,
      example:
        "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.reputation",
      cause: "reputation",
      says: /\((?:S3113|S3114|S775|S843|S844)\)/u,
      example:
        "451 4.7.650 The mail server [192.0.2.25] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S3113)",
      source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
      date: "2026-11-20",
    },
    {
      id: "microsoft.per-connection",
      cause: "rate_limit",
      says: /rate limit allowed on this connection/iu,
      example:
        "421 PR(dt1) The mail server IP connecting to Windows Live Hotmail server has exceeded the rate limit allowed on this connection.",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.rp",
      cause: "rate_limit",
      says: /\bRP-00\d\b/u,
      example:
        "421 RP-001 The mail server IP connecting to Outlook.com server has exceeded the rate limit allowed. Reason for rate limitation is related to IP/domain reputation.",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.sender-blocked",
      cause: "reputation",
      says: /\b(?:SC|DY|OU)-00\d\b/u,
      example: "550 SC-001 Mail rejected by Outlook.com for policy reasons.",
      source: "Microsoft NDR articles and sendersupport.olc.protection.outlook.com",
      date: "2026-11-20",
    },
    {
      id: "microsoft.front-end",
      cause: "server_busy",
      says: /\b(?:C?PRX|ATTR)\d+|\bPFA agent busy|proxy layer|agent busy/u,
      example:
        "451 4.7.0 Temporary server error. Please try again later. PRX6 NextHop: outlook.com [outlook.com]",
      source: "ActiveCampaign/smtp-field-manual data/codes/451.json (third_party)",
      date: "2026-11-20",
    },
  ],
};
