import { describe, expect, test } from "vitest";
import { providerName, providerOf } from "../../src/meaning/providers.ts";

const at = (name: string) => providerOf({ name, ip: "192.0.2.7" });

describe("who runs a host", () => {
  test.each([
    ["gmail-smtp-in.l.google.com", "google"],
    ["aspmx.l.google.com", "google"],
    ["smtp.google.com", "google"],
    ["hotmail-com.olc.protection.outlook.com", "microsoft"],
    ["mx3.hotmail.com", "microsoft"],
    ["example-net.mail.protection.outlook.com", "office365"],
    ["example-net.a-v1.mx.microsoft", "office365"],
    ["mta7.am0.yahoodns.net", "yahoo"],
    ["mailin-01.mx.aol.com", "aol"],
    ["mx01.mail.icloud.com", "apple"],
    ["mx2.comcast.net", "comcast"],
    ["cxr.mx.a.cloudfilter.net", "cox"],
    ["eir-1.mx.a.cloudfilter.net", "eircom"],
    ["smtp-in.orange.fr", "orange"],
    ["mx-ha03.web.de", "webde"],
    ["mx00.emig.gmx.net", "gmx"],
    ["mx00.t-online.de", "t_online"],
    ["mxa-0001.gslb.pphosted.com", "proofpoint"],
    ["eu-smtp-inbound-1.mimecast.com", "mimecast"],
    ["inbound-smtp.eu-west-1.amazonaws.com", "ses"],
  ])("%s belongs to %s", (host, provider) => {
    expect(at(host)).toBe(provider);
  });

  test.each([
    ["mx.pineapple.example", "pineapple.example"],
    ["notgoogle.com.attacker.example", "attacker.example"],
    ["mxa.notgoogle.com", "notgoogle.com"],
    ["c-192-0-2-1.hsd1.pa.comcast.net", "comcast.net"],
    ["mail.example.co.uk", "example.co.uk"],
  ])("%s is nobody known: its registrable domain is %s", (host, provider) => {
    expect(at(host)).toBe(provider);
  });

  test.each(["192.0.2.7", "2001:db8::7", "mailhost", ""])("%j is its own provider", (host) => {
    expect(at(host)).toBe(host);
  });

  test.each([
    { name: "private/dovecot-lmtp", ip: null },
    { name: "localhost", ip: "127.0.0.1" },
    { name: "127.0.0.1", ip: "127.0.0.1" },
    { name: "::1", ip: "::1" },
  ])("the hop $name is local", (remote) => {
    expect(providerOf(remote)).toBe("local");
  });
});

test.each([
  ["google", "Google"],
  ["microsoft", "Microsoft (Outlook.com)"],
  ["office365", "Exchange Online"],
  ["yahoo", "Yahoo / AOL"],
  ["local", "This machine"],
  ["example.net", "example.net"],
])("the key %s is shown as %s", (key, name) => {
  expect(providerName(key)).toBe(name);
});
