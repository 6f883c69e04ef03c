import { describe, expect, test } from "vitest";
import { createSpokenReader } from "../../ingest/spoken.ts";
import { remoteHostOf } from "../../src/domain/remote-host.ts";
import { explain } from "../../src/meaning/explain.ts";
import { NOW } from "../support/walk.ts";

const read = createSpokenReader(NOW);

function why(text: string, host: string | null = null) {
  const { remote, code, enhanced, stage, text: said } = read(text);
  return explain({
    remote: host === null ? remote : remoteHostOf(host, "192.0.2.25"),
    code,
    enhanced,
    stage,
    text: said,
  });
}

const GMAIL = "gmail-smtp-in.l.google.com";
const OUTLOOK = "example-com.olc.protection.outlook.com";
const YAHOO = "mta7.am0.yahoodns.net";

describe("what a postmaster would say", () => {
  test.each([
    ["421 Too much load; please try again later.", null, "server_busy", "yes"],
    [
      "421 Too many concurrent SMTP connections; please try again later.",
      null,
      "connection_limit",
      "slower",
    ],
    ["421 4.7.1 Messages deferred due to excessive volume", null, "rate_limit", "slower"],
    [
      "421 4.3.0 Temporary System Problem.  Try again later (10). d2e1a72fcca58-x - gsmtp",
      GMAIL,
      "server_busy",
      "yes",
    ],
    ["421-4.4.5 Server busy, try again later. a1b2c3d4e5f6 - gsmtp", GMAIL, "server_busy", "yes"],
    [
      "421-4.7.0 IP not in whitelist for RCPT domain, closing connection. a1b2c3d4e5f6 - gsmtp",
      GMAIL,
      "policy",
      "after-change",
    ],
    [
      "421-4.7.0 TLS required for RCPT domain, closing connection. a1b2c3d4e5f6 - gsmtp",
      GMAIL,
      "tls_required",
      "after-change",
    ],
    [
      "421-4.7.0 [192.0.2.1      15] Our system has detected an unusual rate of 421-4.7.0 unsolicited mail originating from your IP address. 421 4.7.0 a1b2c3d4e5f6 - gsmtp",
      GMAIL,
      "rate_limit",
      "slower",
    ],
    [
      "421 4.7.0 [192.0.2.1] Our system has detected that this message is suspicious due to the very low reputation of the sending domain. - gsmtp",
      GMAIL,
      "reputation",
      "slower",
    ],
    [
      "421-4.7.0 [2001:db8::1] Our system has detected that this message does not meet IPv6 sending guidelines regarding PTR records. - gsmtp",
      GMAIL,
      "dns_lookup",
      "after-change",
    ],
    [
      "421 4.7.0 Try again later, closing connection. a1b2c3d4e5f6 - gsmtp",
      GMAIL,
      "unknown",
      "yes",
    ],
    [
      "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
      YAHOO,
      "reputation",
      "slower",
    ],
    [
      "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77714)",
      OUTLOOK,
      "rate_limit",
      "slower",
    ],
    [
      "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775)",
      OUTLOOK,
      "reputation",
      "slower",
    ],
    ["450 4.2.0 <user@example.net>: Greylisted, see http://example.org/", null, "greylist", "yes"],
    [
      "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
      null,
      "blocklist",
      "no",
    ],
    [
      "421 mx.example.net closing connection, too many connections",
      null,
      "connection_limit",
      "slower",
    ],
    ["221 2.0.0 mx.example.net closing connection", null, null, "none"],
    ["250 2.0.0 Ok: queued as 4ABC1D", null, null, "none"],
  ])("%s", (text, host, cause, retry) => {
    const explanation = why(text, host);
    expect([explanation.cause, explanation.retry.helps]).toEqual([cause, retry]);
  });
});

describe("numbers", () => {
  test("421 is taken apart digit by digit, and told from 221", () => {
    const { codeWords } = why("421");
    expect(codeWords?.title).toBe("Service not available, closing transmission channel");
    expect(codeWords?.parts.map((part) => part.digits)).toEqual(["4", "2", "1"]);
    expect(codeWords?.parts[0]?.says).toContain("temporary");
    expect(codeWords?.contrast).toContain("221 is the answer to QUIT");
    expect(why("221").codeWords?.contrast).toBe(codeWords?.contrast);
    expect(why("450").codeWords?.contrast).toBeNull();
  });

  test.each([
    ["4.7.28", "Mail flood detected"],
    ["4.4.5", "Mail system congestion"],
    ["4.2.2", "Mailbox full"],
    ["5.7.27", "Sender address has null MX"],
    ["4.7.500", null],
  ])("%s has its name in the registry", (status, title) => {
    expect(why(status).statusWords?.title).toBe(title);
  });

  test("an operator's own use of a status stands beside the registry's", () => {
    const { statusWords, cause, rule } = why("421 4.7.27 Deferred", GMAIL);
    expect(statusWords).toMatchObject({
      title: "Sender address has null MX",
      own: "SPF did not pass",
    });
    expect([cause, rule]).toEqual(["authentication", "google.authentication"]);
  });

  test("a status alone has the cause that its name gives", () => {
    expect(why("4.7.28")).toMatchObject({ code: null, enhanced: "4.7.28", cause: "rate_limit" });
    expect(why("4.7.28", GMAIL).rule).toBe("google.unusual-rate");
  });
});

describe("who said it", () => {
  test.each([
    ["421 4.7.0 Try later", GMAIL, "google", "host"],
    ["421 4.7.0 [TSS04] Messages deferred", null, "yahoo", "text"],
    ["421 4.7.0 Try again later a1b2c3d4e5f6 - gsmtp", null, "google", "text"],
    ["421 mx01.emig.gmx.net Try again later", null, "gmx", "text"],
    ["450 <user@gmx.net>: try again later", null, "unknown", "nothing"],
  ])("%s", (text, host, provider, from) => {
    expect(why(text, host)).toMatchObject({ provider, providerFrom: from });
  });
});

describe("what to change", () => {
  test("names the provider's own domains and pages", () => {
    const { recipes, links } = why("421 4.7.28 unusual rate of mail", GMAIL);
    expect(recipes.postfix).toContain("gmail.com slow:");
    expect(recipes.exim).toContain("  domains = gmail.com : googlemail.com");
    expect(links).toContain("https://postmaster.google.com");
  });

  test("checks the address and the list that the reply quotes", () => {
    const { recipes } = why("554 5.7.1 Client host [198.51.100.9] blocked using bl.example.org");
    expect(recipes.checks).toContain(
      "dig +short 9.100.51.198.bl.example.org    # empty: not listed",
    );
    expect(recipes.checks.some((line) => line.startsWith("dig -x 198.51.100.9 "))).toBe(true);
  });

  test("no setting has a comment behind it: neither MTA would read it", () => {
    for (const text of [
      "rate limit",
      "too many connections",
      "reverse dns",
      "spf",
      "tls",
      "full mailbox",
    ]) {
      const { postfix, exim } = why(`421 ${text}`).recipes;
      expect([...postfix, ...exim].filter((line) => line.indexOf("#") > 0)).toEqual([]);
    }
  });
});
