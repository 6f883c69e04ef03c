/**
 * Forty-one replies as providers of the world give them, the first of sixty, classified by hand before any rule was asked: causes that a
 * careful reader accepts, the likeliest first; the provider that the host belongs to; host and reply. Where a reply holds a code word of
 * the provider's, the provider's own list of those decides, and five of the first labels were put right by it. No rule was written from them
 * but two general ones, for a mailbox on the move and for a send limit.
 */
export type Labelled = readonly [causes: string, provider: string, host: string, reply: string];

export const PROVIDERS: readonly Labelled[] = [
  [
    "rate_limit",
    "google",
    "alt2.gmail-smtp-in.l.google.com",
    "421-4.7.28 Gmail has detected an unusual rate of email originating from your DKIM domain. 421-4.7.28 To protect our users from spam, email sent from your domain has been temporarily rate limited. gsmtp",
  ],
  [
    "mailbox",
    "google",
    "gmail-smtp-in.l.google.com",
    "450-4.2.1 The user you are trying to contact is receiving email at a rate that 450-4.2.1 prevents additional messages from being delivered. Please resend your message at a later time. gsmtp",
  ],
  [
    "mailbox",
    "google",
    "aspmx.l.google.com",
    "452-4.2.2 The recipient's inbox is out of storage space and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaTemp gsmtp",
  ],
  [
    "dns_lookup",
    "google",
    "aspmx.l.google.com",
    "421-4.7.23 The sending IP does not have a PTR record setup, or the corresponding forward DNS entry does not point to the sending IP. To protect users from spam, your email has been temporarily rate limited. gsmtp",
  ],
  [
    "authentication",
    "google",
    "alt1.aspmx.l.google.com",
    "421-4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the authenticated SPF or DKIM organizational domain. gsmtp",
  ],
  [
    "tls_required",
    "google",
    "alt4.gmail-smtp-in.l.google.com",
    "421-4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection. Gmail requires all bulk senders to use TLS for SMTP connections. gsmtp",
  ],
  [
    "connection_limit",
    "office365",
    "example-com.mail.protection.outlook.com",
    "421 4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission channel [AM0EUR02FT012.eop-EUR02.prod.protection.outlook.com]",
  ],
  [
    "server_busy rate_limit",
    "office365",
    "example-com.mail.protection.outlook.com",
    "451 4.7.500 Server busy. Please try again later from [192.0.2.7]. (S77719) [DB5EUR01FT031.eop-EUR01.prod.protection.outlook.com]",
  ],
  [
    "greylist",
    "office365",
    "example-com.mail.protection.outlook.com",
    "450 4.7.26 Service does not accept messages from a new sender at this time, please try again later",
  ],
  [
    "dns_lookup",
    "office365",
    "example-com.mail.protection.outlook.com",
    "450 4.7.25 Service unavailable, sending IPv6 address [2001:db8::7] must have reverse DNS record",
  ],
  [
    "rate_limit reputation",
    "microsoft",
    "outlook-com.olc.protection.outlook.com",
    "421 4.7.0 Unfortunately, some messages from 192.0.2.7 weren't sent. Please try again. We have limits for how many messages can be sent per hour and per day. (RP-001)",
  ],
  ["server_busy", "yahoo", "mta7.am0.yahoodns.net", "451 4.3.2 Internal error reading data"],
  [
    "rate_limit reputation",
    "yahoo",
    "mta6.am0.yahoodns.net",
    "421 4.7.0 [TSS09] All messages from 192.0.2.7 will be temporarily deferred; Retrying may not succeed. See https://postmaster.yahooinc.com/error-codes",
  ],
  [
    "server_busy",
    "yahoo",
    "mx-eu.mail.am0.yahoodns.net",
    "421 4.3.2 Resources temporarily unavailable. Please try again later [#4.16.5]",
  ],
  [
    "reputation rate_limit",
    "apple",
    "mx01.mail.icloud.com",
    "450 4.7.1 [CS02] Message deferred due to unusual volume of mail from your network. Please see https://support.apple.com/102322",
  ],
  ["mailbox", "apple", "mx02.mail.icloud.com", "452 4.2.2 user is over quota, try again later"],
  [
    "connection_limit",
    "comcast",
    "mx1a1.comcast.net",
    "421 resimta-po-12v.sys.comcast.net resimta 192.0.2.7 Comcast block for spam: too many sessions opened",
  ],
  [
    "reputation",
    "gmx",
    "mx01.emig.gmx.net",
    "421-gmx.net (mxgmx014) Nemesis ESMTP Service not available 421-No SMTP service 421 IP address is temporarily blocked: bad reputation, see https://postmaster.gmx.net",
  ],
  [
    "rate_limit",
    "webde",
    "mx-ha02.web.de",
    "450 Requested mail action not taken: mailbox unavailable. Mail send limit exceeded for your sender",
  ],
  [
    "reputation policy",
    "t_online",
    "mx00.t-online.de",
    "421 IP=192.0.2.7 - A problem occurred. Ask your postmaster for help or to contact tobr@rx.t-online.de to clarify. (NOWL)",
  ],
  [
    "blocklist",
    "orange",
    "smtp-in.orange.fr",
    "421 opmta1mti21nd1 smtp.orange.fr ESMTP server not available, too many concurrent connections from 192.0.2.7 OFR_102",
  ],
  [
    "reputation",
    "free",
    "mx1.free.fr",
    "421 4.7.1 Too many spams from your IP (192.0.2.7), please visit http://postmaster.free.fr/",
  ],
  [
    "server_busy",
    "laposte",
    "smtpz4.laposte.net",
    "421 4.3.0 smtp.laposte.net Le serveur est momentanément surchargé, réessayez plus tard",
  ],
  [
    "rate_limit",
    "libero",
    "smtp-in.libero.it",
    "421 smtp-20.iol.local smtp-20.iol.local You've exceeded the number of messages allowed per hour [smtp-20.iol.local; LIB_102]",
  ],
  [
    "connection_limit",
    "mailru",
    "mxs.mail.ru",
    "421 Too many connections from your ip address. Visit https://help.mail.ru/notspam-support",
  ],
  [
    "rate_limit",
    "mailru",
    "mxs.mail.ru",
    "451 Try again later: rate of messages from your domain is too high. Contact abuse@corp.mail.ru",
  ],
  [
    "greylist",
    "yandex",
    "mx.yandex.ru",
    "451 4.7.1 Sorry, the service is currently unavailable. Please come back later, greylisted for 300 seconds",
  ],
  [
    "reputation rate_limit",
    "yandex",
    "mx.yandex.ru",
    "421 4.7.0 Spam limit for your IP reached, please come back tomorrow",
  ],
  [
    "connection_limit",
    "qq",
    "mx3.qq.com",
    "421 Mailbox access limited: Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000722",
  ],
  [
    "reputation",
    "qq",
    "mx1.qq.com",
    "451 Mail content denied for now: suspected spam from this IP. http://service.mail.qq.com/detail/0/66",
  ],
  [
    "reputation",
    "netease",
    "163mx01.mxmail.netease.com",
    "421 HL:REP the number of messages sent in 24 hours exceeds the limit",
  ],
  [
    "rate_limit",
    "netease",
    "126mx02.mxmail.netease.com",
    "421 HL:ITC too many connections opened by 192.0.2.7 at one time",
  ],
  [
    "rate_limit",
    "aliyun",
    "mx1.qiye.aliyun.com",
    "421 4.7.0 Throttling: sender frequency control, please slow down",
  ],
  [
    "connection_limit",
    "naver",
    "mx1.naver.com",
    "421 4.3.2 Your ip has exceeded the maximum number of sessions - naver.com/help",
  ],
  [
    "rate_limit",
    "docomo",
    "mfsmax.docomo.ne.jp",
    "421 4.7.0 Too many mails received from your host within a short time",
  ],
  [
    "greylist",
    "mimecast",
    "eu-smtp-inbound-1.mimecast.com",
    "451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451 First-time sender greylisted",
  ],
  [
    "blocklist",
    "mimecast",
    "us-smtp-inbound-2.mimecast.com",
    "451 4.7.1 IP temporarily listed in Spamhaus ZEN, see https://www.spamhaus.org/query/ip/192.0.2.7",
  ],
  [
    "rate_limit",
    "proofpoint",
    "mx0a-00100001.pphosted.com",
    "452 4.7.1 Sending rate for 192.0.2.7 has reached its ceiling, retry in an hour",
  ],
  [
    "reputation",
    "proofpoint",
    "mxa-001.gslb.pphosted.com",
    "421 4.7.0 Deferred: sending host has a poor sender score. See https://ipcheck.proofpoint.com/?ip=192.0.2.7",
  ],
  [
    "policy",
    "barracuda",
    "d1234.a.ess.uk.barracudanetworks.com",
    "450 4.7.1 Recipient domain's subscription has lapsed, contact your administrator",
  ],
  [
    "reputation",
    "cisco",
    "mx1.hc1-23.eu.iphmx.com",
    "421 4.7.1 Connection deferred: SenderBase Reputation Score below threshold of the listener",
  ],
  ["server_busy", "example.org", "mail.example.org", "452 4.3.1 Insufficient system storage"],
];
