import { describe, expect, test } from "vitest";
import { ingested } from "../support/ingested.ts";
import { command } from "../support/run.ts";

const ASCII_ONLY = /^[\n\u0020-\u007e]*$/u;

async function written(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { db } = await ingested();
  const [name = "", ...flags] = argv;
  return (await command([name, "--db", db, "--tz", "UTC", ...flags], { env })).stdout;
}

describe("text without a sign beyond ASCII", () => {
  test.each([
    [["report", "--ascii"], {}, true],
    [["trend", "--ascii"], {}, true],
    [["report"], {}, false],
    [["report"], { LANG: "C" }, true],
    [["report"], { LANG: "en_US" }, true],
    [["report"], { LANG: "de_DE.ISO-8859-1@euro" }, true],
    [["report"], { LANG: "de_DE.UTF-8" }, false],
    [["report"], { LANG: "C.utf8" }, false],
    [["report"], { LANG: "de_DE.UTF-8", LC_ALL: "POSIX" }, true],
    [["report"], { LANG: "C", LC_CTYPE: "en_US.UTF-8" }, false],
    [["report"], { LANG: "", LC_ALL: "" }, false],
    [["status"], { LC_ALL: "C" }, true],
    [["trend"], { LC_ALL: "C" }, true],
    [["causes"], { LC_ALL: "C" }, true],
    [["top"], { LC_ALL: "C" }, true],
    [["delivery"], { LC_ALL: "C" }, true],
    [["limits"], { LC_ALL: "C" }, true],
    [["doctor"], { LC_ALL: "C" }, true],
  ])("%j with %j: %s", async (argv, env, isAscii) => {
    const text = await written(argv, env);
    expect(text).not.toBe("");
    expect(ASCII_ONLY.test(text)).toBe(isAscii);
  });

  test("what machines read stays as it is", async () => {
    const json = await written(["report", "--format", "json", "--title", "Ü"], { LC_ALL: "C" });
    expect(JSON.parse(json)).toMatchObject({ title: "Ü" });
    const page = await written(["report", "--format", "html", "--title", "Ü"], { LC_ALL: "C" });
    expect(page.includes("Ü") && page.includes("–")).toBe(true);
    const sql = ["sql", "--format", "csv", "SELECT 'Ü' AS a"];
    expect(
      (await command([...sql, "--db", (await ingested()).db], { env: { LANG: "C" } })).stdout,
    ).toBe("a\r\nÜ\r\n");
  });
});

describe("colour", () => {
  test.each([
    [{}, true],
    [{ NO_COLOR: "1" }, false],
    [{ NO_COLOR: "" }, true],
    [{ TERM: "dumb" }, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("on a terminal with %j: %s", async (env, isColoured) => {
    const { db } = await ingested();
    const world = { env, isTerminal: true };
    const { stdout } = await command(["report", "--db", db, "--tz", "UTC"], world);
    expect(stdout.includes("\u001b[")).toBe(isColoured);
  });
});
