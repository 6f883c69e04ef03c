import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/files.ts";
import { command } from "../support/run.ts";

const RULES = `
[[rule]]
id = "ours.sulking"
cause = "rate_limit"
says = "gateway (is )?sulking"
example = "421 4.7.0 Our gateway is sulking"
`;

const LOG = ["4ABC1D", "4ABC1E"]
  .map(
    (id, at) =>
      `2026-11-20T10:15:0${at}+00:00 mx1 postfix/smtp[2741]: ${id}: to=<a@example.net>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.7] said: 421 4.7.0 Gateway sulking, come by some other day (in reply to MAIL FROM command))\n`,
  )
  .join("");

function folder(rules: string, name = "ours.toml") {
  const at = temporaryFolder();
  const file = join(at, name);
  const db = join(at, "x.db");
  const log = join(at, "mail.log");
  writeFileSync(file, rules);
  writeFileSync(log, LOG);
  return { file, db, log };
}

const CAUSES =
  "SELECT cause, rule, provider, sum(recipients) AS recipients FROM deferral GROUP BY 1, 2, 3";

async function causesIn(db: string): Promise<unknown> {
  const { stdout } = await command(["sql", "--db", db, "--format", "json", CAUSES]);
  return (JSON.parse(stdout) as { rows: unknown }).rows;
}

describe("rules of the user's", () => {
  test("are tried against what is stored, and change nothing", async () => {
    const { file, db, log } = folder(RULES);
    await command(["ingest", "--db", db, log]);
    const before = await causesIn(db);
    expect(before).toMatchObject([{ cause: "unknown", recipients: 2 }]);
    const { stdout, stderr, exitCode } = await command([
      "rules",
      "test",
      "--db",
      db,
      "--format",
      "json",
      file,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: [
        { cause: "unknown", "new cause": "rate_limit", "new rule": "ours.sulking", recipients: 2 },
      ],
    });
    expect([stderr, exitCode]).toEqual(["1 text (2 replies, 2 recipients) would change.\n", 0]);
    expect(await causesIn(db)).toEqual(before);
  });

  test("are applied to what is stored, once", async () => {
    const { file, db, log } = folder(RULES);
    await command(["ingest", "--db", db, log]);
    const first = await command(["rules", "apply", "--db", db, file]);
    expect(first.stderr).toBe(`1 text (2 replies, 2 recipients) changed in ${db}.\n`);
    expect(await causesIn(db)).toMatchObject([{ cause: "rate_limit", rule: "ours.sulking" }]);
    const second = await command(["rules", "apply", "--db", db, file]);
    expect(second.stderr).toContain("0 texts");
  });

  test("that are gone give their replies back", async () => {
    const { file, db, log } = folder(RULES);
    await command(["ingest", "--db", db, "--rules", file, log]);
    expect(await causesIn(db)).toMatchObject([{ rule: "ours.sulking" }]);
    writeFileSync(file, "");
    await command(["rules", "apply", "--db", db, file]);
    expect(await causesIn(db)).toMatchObject([{ cause: "unknown", rule: null }]);
  });

  test("come from the environment as well, and name providers", async () => {
    const provider = '[[provider]]\nkey = "partner"\nhosts = ["mx*.example.net"]\n';
    const { file, db, log } = folder(RULES + provider);
    await command(["ingest", "--db", db, log], { env: { SMTP_ANALYZE_RULES: file } });
    expect(await causesIn(db)).toMatchObject([{ rule: "ours.sulking", provider: "partner" }]);
  });

  test("name hosts without what could steer a terminal", async () => {
    const provider = '[[provider]]\nkey = "partner"\nhosts = ["mx*.example.net"]\n';
    const { file, db, log } = folder(RULES + provider);
    await command(["ingest", "--db", db, log]);
    const store = openDatabase(db);
    store.prepare("UPDATE _remote SET host = ?").run("mx\u009b31m.example.net");
    store.close();
    const { stderr } = await command(["rules", "test", "--db", db, file]);
    expect(stderr).toContain("mx31m.example.net would be partner, is example.net");
  });

  test("explain themselves", async () => {
    const { file } = folder(RULES);
    const { stdout } = await command(["why", "--rules", file, "421 gateway sulking"]);
    expect(stdout).toContain("  Rule     ours.sulking\n           from own rule, undated\n");
  });

  test("are read from JSON", async () => {
    const rule = {
      id: "ours.sulking",
      cause: "rate_limit",
      says: "gateway sulking",
      providers: ["google"],
    };
    const { file } = folder(JSON.stringify({ rule: [rule] }), "ours.json");
    const argv = ["why", "--rules", file, "--format", "json", "421 gateway sulking"];
    const other = await command(argv);
    const google = await command([...argv, "--host", "aspmx.l.google.com"]);
    expect(JSON.parse(other.stdout)).toMatchObject({ rule: "" });
    expect(JSON.parse(google.stdout)).toMatchObject({ rule: "ours.sulking" });
  });

  test("are linear whatever they say", async () => {
    const { file } = folder('[[rule]]\nid = "ours.slow"\ncause = "policy"\nsays = "(a+)+$"\n');
    const { stdout } = await command([
      "why",
      "--rules",
      file,
      "--format",
      "json",
      `421 ${"a".repeat(900)}!`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ rule: "" });
  });
});

describe("a file of rules that is wrong", () => {
  test.each([
    ['[[rule]]\nid = "a"\n', "ours.toml", ":2: rule 1, id is not made of"],
    [
      '[[rule]]\nid = "ours.a"\ncause = "slow"\nsays = "x"\n',
      "ours.toml",
      ':3: rule 1, cause "slow" is none of rate_limit',
    ],
    [
      '[[rule]]\nid = "ours.a"\ncause = "policy"\nsays = "(?=x)"\n',
      "ours.toml",
      ":4: rule 1, says is no pattern that RE2 knows",
    ],
    [
      '[[rule]]\nid = "ours.a"\ncause = "policy"\n',
      "ours.toml",
      ":1: rule 1 needs says or enhanced",
    ],
    [
      '[[rule]]\nid = "ours.a"\ncause = "policy"\nsays = "x"\n\n[[rule]]\nid = "ours.a"\ncause = "policy"\nsays = "y"\n',
      "ours.toml",
      ":7: rule 2, id ours.a stands here twice",
    ],
    [
      '[[rule]]\nid = "google.tls"\ncause = "policy"\nsays = "x"\n',
      "ours.toml",
      ":2: rule 1, id is a built-in rule: google.tls",
    ],
    [
      '[[rule]]\nid = "ours.a"\ncause = "policy"\nsays = "x"\nexample = "421 y"\n',
      "ours.toml",
      ":5: rule 1, example is not what this rule holds for",
    ],
    [
      '[[rule]]\nid = "ours.a"\ncause = "policy"\nsays = "x"\ncodes = [200]\n',
      "ours.toml",
      ":5: rule 1, codes is not a list of reply codes",
    ],
    ['[[provider]]\nkey = "partner"\n', "ours.toml", ":1: provider 1, hosts names no host"],
    ['[[rules]]\nid = "ours.a"\n', "ours.toml", ":1: rules is neither rule nor provider"],
    ['[[rule]]\nid = "ours\n', "ours.toml", ":2:"],
    [
      '{\n  "rule": [\n    { "id": "ours.a", "says": "a{,b:\\"[", "cause": "policy" },\n    { "id": "ours.b",\n      "cause": "slow", "says": "x" }\n  ]\n}',
      "ours.json",
      ':5: rule 2, cause "slow"',
    ],
    ["{", "ours.json", "JSON"],
    ["[1]", "ours.json", ":1: the file holds no tables"],
  ])("%j", async (rules, name, message) => {
    const { file } = folder(rules, name);
    const { stderr, exitCode, stdout } = await command(["why", "--rules", file, "421"]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(file);
    expect([stdout, exitCode]).toEqual(["", 2]);
  });

  test("or is not there", async () => {
    const { stderr, exitCode } = await command(["why", "--rules", "/nowhere/ours.toml", "421"]);
    expect(stderr).toContain("cannot read the rules in /nowhere/ours.toml: no such file");
    expect(exitCode).toBe(2);
  });
});
