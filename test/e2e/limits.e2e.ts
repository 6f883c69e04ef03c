import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { snippetOf } from "../../reports/answers/snippet.ts";
import type { Mta } from "../../reports/model-limits.ts";
import { makePostfixUsers } from "../support/postfix-users.ts";

const UNPACK = fileURLToPath(new URL("unpack.sh", import.meta.url));

const work = mkdtempSync(join(tmpdir(), "smtp-analyze-limits-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The folder of an unpacked package; empty where it is installed. */
function treeOf(program: string, packageName: string): string {
  if (existsSync(program)) return "";
  const tree = join(work, packageName);
  execFileSync(UNPACK, [packageName, tree], { stdio: ["ignore", "inherit", "pipe"] });
  return tree;
}

/** The parts of the settings by file. */
function partsFor(mta: Mta, below: number): Readonly<Record<string, string>> {
  const parts = snippetOf({ provider: "yahoo", below }, ["yahoo.com", "aol.com"], mta);
  return Object.fromEntries(parts.map(({ file, text }) => [file, text]));
}

const RATES = [0.5, 30, 300];

describe("Postfix takes the settings of limits", () => {
  const tree = treeOf("/usr/sbin/postconf", "postfix");
  if (tree !== "") makePostfixUsers();
  const base = tree === "" ? "" : `${tree}/usr`;

  /** Runs a program of Postfix in a folder with the settings; `master` is what stands below the services. */
  function postfix(name: string, below: number, master: string, ...args: readonly string[]) {
    const conf = mkdtempSync(join(work, "conf-"));
    const { "main.cf": main, transport = "" } = partsFor("postfix", below);
    for (const folder of ["queue", "data"]) mkdirSync(join(conf, folder));
    const own = [
      "compatibility_level = 3.6",
      `config_directory = ${conf}`,
      `queue_directory = ${conf}/queue`,
      `data_directory = ${conf}/data`,
      ...(base === ""
        ? []
        : [
            `command_directory = ${base}/sbin`,
            `daemon_directory = ${base}/lib/postfix/sbin`,
            `shlib_directory = ${base}/lib/postfix`,
            `meta_directory = ${tree}/etc/postfix`,
            "import_environment = MAIL_CONFIG LD_LIBRARY_PATH",
          ]),
    ];
    writeFileSync(join(conf, "main.cf"), `${own.join("\n")}\n${main}\n`);
    writeFileSync(join(conf, "master.cf"), `smtp unix - - n - - smtp\n${master}\n`);
    writeFileSync(join(conf, "transport"), `${transport}\n`);
    const env = { ...process.env, MAIL_CONFIG: conf, LD_LIBRARY_PATH: `${base}/lib/postfix` };
    const table = `${conf}/transport`;
    execFileSync(`${base || "/usr"}/sbin/postmap`, [table], { env, stdio: "pipe" });
    const { stdout, stderr, status } = spawnSync(
      `${base || "/usr"}/sbin/${name}`,
      args.map((arg) => arg.replace("CONF", conf)),
      { env, encoding: "utf8" },
    );
    return { stdout, stderr, status };
  }

  test.each(RATES)("postconf knows every parameter and the service (%f/min)", (below) => {
    const { "master.cf": master = "" } = partsFor("postfix", below);
    const parameters = postfix("postconf", below, master, "-n");
    expect(parameters).toMatchObject({ stderr: "", status: 0 });
    expect(parameters.stdout).toContain("slow_yahoo_destination_concurrency_limit = ");
    const services = postfix("postconf", below, master, "-M", "slow_yahoo/unix");
    expect(services).toMatchObject({ stderr: "", status: 0 });
    expect(services.stdout).toContain("-o syslog_name=postfix/slow_yahoo");
    expect(services.stdout).toContain("-o smtp_connection_reuse_count_limit=20");
  });

  test("postconf would name a parameter that belongs to no service", () => {
    expect(postfix("postconf", 30, "", "-n").stderr).toContain(
      "unused parameter: slow_yahoo_transport_rate_delay=2s",
    );
  });

  test.each(["yahoo.com", "aol.com"])("postmap finds the transport of %s", (domain) => {
    const answer = postfix("postmap", 30, "", "-q", domain, "CONF/transport");
    expect([answer.stdout, answer.stderr]).toEqual(["slow_yahoo:\n", ""]);
  });

  test.each(RATES)("postfix check finds nothing fatal (%f/min)", (below) => {
    const { "master.cf": master = "" } = partsFor("postfix", below);
    const { status, stderr } = postfix("postfix", below, master, "-c", "CONF", "check");
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/fatal|error|slow_yahoo/u)]);
  });
});

describe("Exim takes the settings of limits", () => {
  const tree = treeOf("/usr/sbin/exim4", "exim4-daemon-light");

  function exim(text: string, ...args: readonly string[]) {
    const file = join(mkdtempSync(join(work, "exim-")), "exim.conf");
    writeFileSync(file, text);
    return spawnSync(`${tree}/usr/sbin/exim4`, ["-C", file, ...args], { encoding: "utf8" });
  }

  function configuration(below: number): string {
    const { routers, transports, retry } = partsFor("exim", below);
    return `keep_environment =\nbegin routers\n${routers}\nbegin transports\n${transports}\nbegin retry\n${retry}\n* * F,2h,15m\n`;
  }

  test.each(RATES)("exim -bV reads it (%f/min)", (below) => {
    const { status, stdout, stderr } = exim(configuration(below), "-bV");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Configuration file is");
  });

  test("exim -bV would name an option that the transport has not", () => {
    const wrong = configuration(30).replace("max_parallel", "max_paralel");
    const { status, stdout, stderr } = exim(wrong, "-bV");
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain("max_paralel");
  });

  test("exim -brt takes the retry rule of the domain, not the one of all", () => {
    expect(exim(configuration(30), "-brt", "yahoo.com").stdout).toContain("F,2h,30m");
  });
});
