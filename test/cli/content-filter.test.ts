import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openReadOnly } from "../../src/store/open.ts";
import { counted, following, places } from "../support/following.ts";
import { command } from "../support/run.ts";

type Hop = { readonly service?: string; readonly peer: string; readonly second?: number };

const at = (second: number): string => `Nov 20 10:15:${String(second).padStart(2, "0")} mx1`;

/** A refusal by this peer of a message that this service had to hand on. */
function refusal({ service = "postfix/smtp", peer, second = 1 }: Hop): string {
  return `${at(second)} ${service}[${second}]: 4ABC${second}: to=<ann@example.net>, relay=${peer}:10024, delay=1, delays=0/0/0/1, dsn=4.5.0, status=deferred (host ${peer} said: 421 4.5.0 no free child (in reply to MAIL FROM command))\n`;
}

const FILTER = "filter.example.com[192.0.2.40]";
const REMOTE = "mx.example.net[192.0.2.7]";

type Row = {
  readonly remote_host: string;
  readonly remote_ip: string | null;
  readonly provider: string;
};

const HOPS = "SELECT DISTINCT remote_host, remote_ip, provider FROM deferral ORDER BY remote_host";

async function hopsOf(log: string, ...names: readonly string[]): Promise<readonly Row[]> {
  const { db, log: path } = places();
  writeFileSync(path, log);
  const flags = names.flatMap((name) => ["--content-filter", name]);
  const answer = await command(["ingest", "--db", db, "--tz", "UTC", ...flags, path]);
  expect(answer.exitCode).toBe(0);
  return rowsOf<Row>(db, HOPS);
}

function rowsOf<T>(path: string, sql: string): readonly T[] {
  const db = openReadOnly(path);
  const rows = db.prepare<[], T>(sql).all();
  db.close();
  return rows;
}

describe("--content-filter", () => {
  test.each([
    ["nothing", [], "example.com"],
    ["the name of the host", ["filter.example.com"], "local"],
    ["its name as people write it", ["Filter.Example.COM."], "local"],
    ["its address", ["192.0.2.40"], "local"],
    ["its address in brackets", ["[192.0.2.40]"], "local"],
    ["one of several names", ["other.example.com", "filter.example.com"], "local"],
    ["a part of its name", ["example.com"], "example.com"],
    ["a program", ["smtp"], "example.com"],
  ])("a host by %s", async (_, names, provider) => {
    const rows = await hopsOf(
      refusal({ peer: FILTER }) + refusal({ peer: REMOTE, second: 2 }),
      ...names,
    );
    expect(rows).toEqual([
      { remote_host: "filter.example.com", remote_ip: "192.0.2.40", provider },
      { remote_host: "mx.example.net", remote_ip: "192.0.2.7", provider: "example.net" },
    ]);
  });

  test.each([
    ["postfix/smtp-amavis/smtp", "smtp-amavis"],
    ["smtp-amavis/lmtp", "smtp-amavis"],
    ["postfix-out/SMTP-Amavis/smtp", "smtp-amavis"],
  ])(
    "the service %s by its name, whatever other services say of the same host",
    async (service, name) => {
      const rows = await hopsOf(
        refusal({ service, peer: FILTER }) + refusal({ peer: FILTER, second: 2 }),
        name,
      );
      expect(rows).toEqual(
        expect.arrayContaining([
          { remote_host: "filter.example.com", remote_ip: null, provider: "local" },
          { remote_host: "filter.example.com", remote_ip: "192.0.2.40", provider: "example.com" },
        ]),
      );
    },
  );

  test("what was withheld from a named service's host was withheld from a filter", async () => {
    const suspended = `${at(3)} postfix/error[3]: 4ABC3: to=<bob@example.net>, relay=none, delay=1, delays=0/0/0/1, dsn=4.5.0, status=deferred (delivery temporarily suspended: host ${FILTER} refused to talk to me: 421 4.5.0 no free child)\n`;
    const log = refusal({ service: "postfix/smtp-amavis/smtp", peer: FILTER }) + suspended;
    expect((await hopsOf(log, "smtp-amavis")).map(({ provider }) => provider)).toEqual(["local"]);
  });

  test("a filter is in no total, and never an incident", async () => {
    const { db, log } = places();
    const lines = Array.from({ length: 50 }, (_, second) => refusal({ peer: FILTER, second }));
    writeFileSync(log, lines.join(""));
    await command(["ingest", "--db", db, "--content-filter", "filter.example.com", log]);
    expect(rowsOf(db, "SELECT provider, sum(recipients) AS recipients FROM deferral")).toEqual([
      { provider: "local", recipients: 50 },
    ]);
    expect(rowsOf(db, "SELECT * FROM throttle_by_provider")).toEqual([]);
    expect(rowsOf(db, "SELECT * FROM throttle_by_host")).toEqual([]);
    expect(rowsOf(db, "SELECT * FROM episode")).toEqual([]);
  });

  test("follow knows it too", async () => {
    const { db, log } = places();
    const sent = refusal({ peer: FILTER }).replace(/dsn=.*/u, "dsn=2.0.0, status=sent (250 Ok)");
    writeFileSync(log, refusal({ peer: FILTER, second: 2 }) + sent);
    following(["--db", db, "--content-filter", "filter.example.com", log]);
    await counted(db, 1);
    expect(rowsOf(db, "SELECT DISTINCT provider FROM deferral")).toEqual([{ provider: "local" }]);
  });
});
